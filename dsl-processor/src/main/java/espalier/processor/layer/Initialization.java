package espalier.processor.layer;

import espalier.processor.op.Initializer;

/** The annotations' choice of an initialiser, with the names of their enum. */
enum Initialization {
    BY_RULE,
    HE_NORMAL,
    HE_UNIFORM,
    XAVIER_NORMAL,
    XAVIER_UNIFORM,
    LECUN_NORMAL,
    LECUN_UNIFORM,
    ZEROS;

    /** The initialiser; by rule He's before a rectifier (He et al. 2015), otherwise Glorot's (Glorot, Bengio 2010). */
    Initializer resolve(Site site) {
        if (this == BY_RULE) {
            return site.isBeforeRectifier() ? Initializer.HE_NORMAL : Initializer.XAVIER_UNIFORM;
        }
        return Initializer.valueOf(name());
    }
}
