/** What generated networks and their callers link to; depends on nothing but the JDK. */
package espalier.runtime;
