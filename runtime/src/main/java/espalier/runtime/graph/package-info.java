/** What a generated network consists of, as data: for export to other formats, diagrams and documentation. */
package espalier.runtime.graph;
