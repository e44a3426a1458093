package espalier.runtime.vector;

import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.Rectifier;
import java.util.concurrent.locks.LockSupport;

/**
 * Has HotSpot compile what larger convolutions share, by small ones of no consequence. Until it is compiled, code of the
 * Vector API takes some thousand times longer, so that a first prediction spends seconds on multiplications that would
 * otherwise take milliseconds; small ones reach the counts at which HotSpot compiles sooner, and while another thread does
 * something else.
 */
public final class TileWarmUp {

    /** Whoever needs longer, because the machine is busy or has no such vectors, warms up at work. */
    private static final long LONGEST_NANOS = 1_500_000_000;

    /** Compiled, a round takes 5 to 20 µs; in the first compiler's code a few hundred, in the interpreter milliseconds. */
    private static final long COMPILED_NANOS = 60_000;

    /**
     * Between rounds HotSpot's threads get the processor. Without a pause, loops go round so often that their methods are
     * compiled a second and a third time for being entered in the middle, which takes longer than all else.
     */
    private static final long PAUSE_NANOS = 500_000;

    /** A row has one at most, so that there must be as many rows as another has tiles. */
    private static final int WIDEST_TILES = 30;

    private TileWarmUp() {}

    /** Returns once the code is compiled, or after a second and a half; where it is compiled already, at once. */
    public static void run() {
        long end = System.nanoTime() + LONGEST_NANOS;
        until(end, tiles());
        until(end, panels());
        until(end, winograd(4));
        until(end, winograd(2));
    }

    /**
     * Tiles of every number of pixels, since HotSpot leaves out what it has not seen happen, and many of the most frequent
     * one, so that few rounds make up the number of calls at which it compiles.
     */
    private static Runnable tiles() {
        int few = MicroKernel.WIDE + MicroKernel.NARROW;
        int many = 40 * MicroKernel.WIDE;
        int filters = MicroKernel.mostFilters();
        int[] taps = {0, MicroKernel.CHUNK};
        int weights = taps.length * MicroKernel.CHUNK * filters;
        int tile = MicroKernel.WIDEST * MicroKernel.PITCH;
        float[] x = new float[many * MicroKernel.PITCH + tile];
        float[] w = new float[8 * weights];
        // Some tiles go over the end of a row, others do not.
        MacroKernel.Rows rows = new MacroKernel.Rows(MicroKernel.WIDE, filters, MicroKernel.WIDE * filters + 1);
        float[] y = new float[(many + MicroKernel.WIDEST) * (filters + 1)];
        float[] results = new float[MicroKernel.WIDEST * filters];
        return () -> {
            for (int pixels = 1; pixels <= few; pixels++) {
                tiles(x, pixels % 2 * tile, taps, w, pixels % 2 == 0 ? 0 : weights, filters, y, rows, pixels, results);
            }
            for (int i = 0; i < WIDEST_TILES; i++) {
                tiles(x, 0, taps, w, weights, filters, y, rows, MicroKernel.WIDEST, results);
            }
            tiles(x, 0, taps, w, weights, filters, y, rows, many, results);
        };
    }

    private static void tiles(
            float[] x,
            int xTile,
            int[] taps,
            float[] w,
            int next,
            int filters,
            float[] y,
            MacroKernel.Rows rows,
            int pixels,
            float[] results) {
        float[] zeros = MacroKernel.ZEROS;
        float highest = Float.POSITIVE_INFINITY;
        MacroKernel.set(
                x, 0, xTile, taps, w, 0, next, filters, zeros, 0, 0, y, 0, rows, pixels, 0, highest, results, 0);
    }

    /** Rows of inputs for the tiles, with whole vectors of channels and with fewer. */
    private static Runnable panels() {
        int pixels = MicroKernel.WIDE;
        int channels = 3;
        ConvolutionGeometry pointwise = ConvolutionGeometry.of(MicroKernel.PITCH, MicroKernel.PITCH)
                .input(1, pixels)
                .output(1, pixels)
                .x(0, pixels * MicroKernel.PITCH)
                .y(0, pixels * MicroKernel.PITCH);
        ConvolutionGeometry stem = ConvolutionGeometry.of(channels, MicroKernel.PITCH)
                .kernel(1, 7)
                .input(1, pixels + 6)
                .output(1, pixels)
                .x(0, (pixels + 6) * channels)
                .y(0, pixels * MicroKernel.PITCH)
                .withColumnsJoined();
        Panel whole = new Panel(pointwise, 1);
        Panel narrow = new Panel(stem, 1);
        float[] x = new float[(pixels + 2) * MicroKernel.PITCH];
        float[] panel = new float[Math.max(whole.size(), narrow.size())];
        return () -> {
            whole.fill(x, 0, 1, panel);
            narrow.fill(x, 0, 1, panel);
        };
    }

    /** Two by two tiles of Winograd's filtering, some of them cut off. */
    private static Runnable winograd(int outputs) {
        int channels = WinogradConvolution.LEAST;
        int filters = Math.max(WinogradConvolution.LEAST, MicroKernel.mostFilters());
        int size = 2 * outputs - 1;
        int inputs = size + 2;
        ConvolutionGeometry geometry = ConvolutionGeometry.of(channels, filters)
                .kernel(3, 3)
                .input(inputs, inputs)
                .output(size, size)
                .x(0, inputs * channels)
                .y(0, size * filters);
        ConvolutionKernel kernel = new WinogradConvolution(geometry, outputs, Rectifier.NONE) {};
        float[] x = new float[inputs * inputs * channels + MicroKernel.PITCH];
        float[] w = new float[kernel.packedWeights()];
        float[] b = new float[kernel.packedBias()];
        float[] y = new float[size * size * filters];
        float[] scratch = new float[kernel.scratch(1)];
        float[] plain = new float[9 * channels * filters];
        return () -> {
            kernel.packWeights(plain, w);
            kernel.forward(x, 0, w, b, y, 0, 0, kernel.rows(), scratch);
        };
    }

    private static void until(long end, Runnable round) {
        while (true) {
            long begin = System.nanoTime();
            round.run();
            long now = System.nanoTime();
            if (now - begin < COMPILED_NANOS || now >= end) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
