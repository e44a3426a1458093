/** What a user sees: the problems as the compiler's messages, and the table of the layers. */
package espalier.processor.report;
