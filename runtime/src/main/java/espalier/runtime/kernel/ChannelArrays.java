package espalier.runtime.kernel;

/** Arrays that hold a value a channel. */
final class ChannelArrays {

    /** The lanes of the widest vector. */
    private static final int WIDEST = 16;

    private ChannelArrays() {}

    /** The channels in whole vectors, so that a vector can be loaded and stored at any multiple of its lanes. */
    static int paddedChannels(int channels) {
        return (channels + WIDEST - 1) / WIDEST * WIDEST;
    }
}
