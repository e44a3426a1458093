/** What a training leaves behind: tables and drawings, as bytes of files. */
package espalier.samples.report;
