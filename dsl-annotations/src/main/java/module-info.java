/** The annotations in which a network is written. */
module espalier.dsl {
    exports espalier.dsl;
}
