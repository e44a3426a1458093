/** The modules of Inception v3, as blocks. */
package espalier.samples.networks.inceptionv3;
