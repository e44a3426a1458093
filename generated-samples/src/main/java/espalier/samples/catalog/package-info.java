/** The sample networks, each with the task that it learns and the settings that it learns well with. */
package espalier.samples.catalog;
