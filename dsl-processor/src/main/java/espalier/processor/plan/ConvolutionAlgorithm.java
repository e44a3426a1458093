package espalier.processor.plan;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;

/** How the vector dialect computes a convolution. */
public enum ConvolutionAlgorithm {
    /** Direct, by a tile that is written for the layer: few channels, narrow groups, a connection table. */
    OWN_TILE,
    /** Direct, by the tile that all larger layers share. */
    SHARED_TILE,
    /** Winograd's F(2x2, 3x3). */
    WINOGRAD_2X2,
    /** Winograd's F(4x4, 3x3). */
    WINOGRAD_4X4;

    /** The shared tile takes channels in chunks of so many, which are not divided. */
    private static final int CHUNK = 8;

    /** A kernel row's taps are filled with zeros to whole chunks; with more of them a tile of its own is faster. */
    private static final double MOST_FILLED = 1.25;

    /** The lanes of the widest vector, which as many filters fill. */
    private static final int WIDEST_VECTOR = 16;

    /** With both fewer channels and fewer filters, a tile spends more on beginning and ending than on multiplying. */
    private static final int FEWEST_FOR_SHARED_TILE = 32;

    /** With fewer channels or filters, transforms cost more than the multiplications that F(4x4) saves. */
    private static final int FEWEST_FOR_4X4 = 32;

    /** The same for F(2x2), which saves less. */
    private static final int FEWEST_FOR_2X2 = 64;

    /** On smaller maps F(4x4) computes much beyond the edge, and reads four times the weights for too few pixels. */
    private static final int SMALLEST_FOR_4X4 = 20;

    /** Kernels whose transforms stay in a second-level cache; with no more, F(4x4) pays on any map that its tiles fill. */
    private static final int CACHED_KERNELS = 64 * 64;

    /** On smaller maps reading the transformed weights takes longer than multiplying directly. */
    private static final int SMALLEST_FOR_2X2 = 10;

    /** The fastest for a shape, as measured; see docs/design-notes.md. */
    static ConvolutionAlgorithm of(Op.Convolution op) {
        if (!fitsSharedTile(op)) {
            return OWN_TILE;
        }
        if (op.directOnly() || !fitsWinograd(op)) {
            return SHARED_TILE;
        }
        int smallest = Math.min(op.output().height(), op.output().width());
        int narrowest = narrowest(op);
        if (narrowest >= FEWEST_FOR_4X4 && (smallest >= SMALLEST_FOR_4X4 || isFilledFromCache(op))) {
            return WINOGRAD_4X4;
        }
        return narrowest >= FEWEST_FOR_2X2 && smallest >= SMALLEST_FOR_2X2 ? WINOGRAD_2X2 : SHARED_TILE;
    }

    private static int narrowest(Op.Convolution op) {
        return Math.min(op.input().channels(), op.output().channels());
    }

    private static boolean isFilledFromCache(Op.Convolution op) {
        return op.output().height() % WINOGRAD_4X4.outputsOfTile() == 0
                && op.output().width() % WINOGRAD_4X4.outputsOfTile() == 0
                && op.input().channels() * op.output().channels() <= CACHED_KERNELS;
    }

    private static boolean fitsSharedTile(Op.Convolution op) {
        int channels = op.input().channels() / op.groups();
        int filters = op.output().channels() / op.groups();
        if (!op.connections().isEmpty() || filters % CHUNK != 0 || filters < WIDEST_VECTOR) {
            return false;
        }
        if (channels % CHUNK == 0) {
            return channels >= FEWEST_FOR_SHARED_TILE || filters >= FEWEST_FOR_SHARED_TILE;
        }
        int taps = op.window().width() * channels;
        return op.groups() == 1
                && op.window().dilationWidth() == 1
                && filters >= FEWEST_FOR_SHARED_TILE
                && (taps + CHUNK - 1) / CHUNK * CHUNK <= MOST_FILLED * taps;
    }

    private static boolean fitsWinograd(Op.Convolution op) {
        Window window = op.window();
        return is3x3(window)
                && window.strideHeight() * window.strideWidth() * window.dilationHeight() * window.dilationWidth() == 1
                && op.groups() == 1
                && window.padding().top() <= 2
                && window.padding().left() <= 2;
    }

    private static boolean is3x3(Window window) {
        return window.height() == 3 && window.width() == 3;
    }

    /** Outputs of a tile of Winograd's filtering in one direction. */
    public int outputsOfTile() {
        return switch (this) {
            case WINOGRAD_2X2 -> 2;
            case WINOGRAD_4X4 -> 4;
            case OWN_TILE, SHARED_TILE -> 1;
        };
    }

    /** Why it was chosen, as a clause: {@code F(4x4) because 3x3, stride 1, 56x56}. */
    public String reason(Op.Convolution op) {
        Shape map = op.output();
        return switch (this) {
            case OWN_TILE -> "A tile of its own because the layer is too narrow for the shared one";
            case SHARED_TILE -> "Direct, by the tile that larger layers share, because %s".formatted(whyDirect(op));
            case WINOGRAD_2X2, WINOGRAD_4X4 ->
                "F(%dx%d) because 3x3, stride 1, %dx%d"
                        .formatted(outputsOfTile(), outputsOfTile(), map.height(), map.width());
        };
    }

    private static String whyDirect(Op.Convolution op) {
        Window window = op.window();
        if (op.directOnly()) {
            return "the layer asks for it";
        }
        if (!is3x3(window)) {
            return window.height() + "x" + window.width();
        }
        if (window.strideHeight() * window.strideWidth() > 1) {
            return "of its stride";
        }
        if (window.dilationHeight() * window.dilationWidth() > 1) {
            return "of its dilation";
        }
        if (op.groups() > 1) {
            return "of its groups";
        }
        return narrowest(op) < FEWEST_FOR_2X2
                ? "it has few channels or filters"
                : "its map is small, " + op.output().height() + "x"
                        + op.output().width();
    }
}
