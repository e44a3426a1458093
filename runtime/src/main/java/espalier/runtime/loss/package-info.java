/** What training minimises: each loss gives its value and its gradient with respect to a network's outputs. */
package espalier.runtime.loss;
