package espalier.runtime.vector;

import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;

/** The patches that tiles see of a channel-last map, transformed. Immutable and thread-safe. */
final class WinogradPatches {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private final WinogradTransform transform;
    private final WinogradTiles tiles;
    private final Map map;
    private final int channels;

    /**
     * A channel-last map.
     *
     * @param origin of the pixel that comes first
     * @param height rows of values; beyond them, all are zero
     * @param top rows of zeros before the first, which the first tiles see
     */
    record Map(int origin, int rowPitch, int height, int width, int top, int left) {}

    WinogradPatches(WinogradTransform transform, WinogradTiles tiles, Map map, int channels) {
        this.transform = transform;
        this.tiles = tiles;
        this.map = map;
        this.channels = channels;
    }

    /**
     * Transforms {@code count} tiles' patches to a strip's inputs.
     *
     * @param xPitch from an image to the next
     */
    void transform(float[] x, int xAt, int xPitch, int tile, int count, float[] scratch, WinogradStrip strip) {
        int groupAt = strip.input(0);
        for (int i = 0; i < count; groupAt += strip.inputs.tilePitch()) {
            int end = i + strip.inputs.together(i, count);
            for (int to = groupAt; i < end; i++, to += MicroKernel.PITCH) {
                transform(x, xAt + tiles.image(tile + i) * xPitch, tile + i, scratch, to, strip);
            }
        }
    }

    private void transform(float[] x, int xAt, int tile, float[] scratch, int to, WinogradStrip strip) {
        int row = tiles.row(tile) - map.top;
        int column = tiles.column(tile) - map.left;
        int size = transform.inputs;
        float[] from = x;
        int at = xAt + map.origin + row * map.rowPitch + column * channels;
        int rowPitch = map.rowPitch;
        if (row < 0 || column < 0 || row + size > map.height || column + size > map.width) {
            copy(x, xAt, row, column, scratch, strip.patchAt);
            from = scratch;
            at = strip.patchAt;
            rowPitch = size * channels;
        }
        for (int c = 0; c < channels; c += LANES.length()) {
            int channelAt = to + strip.inputs.channel(c);
            transform.input(from, at + c, rowPitch, channels, scratch, channelAt, strip.inputPitch);
        }
    }

    /** With zeros where the patch reaches beyond the map. */
    private void copy(float[] x, int xAt, int row, int column, float[] patch, int patchAt) {
        int to = patchAt;
        for (int i = row; i < row + transform.inputs; i++) {
            for (int j = column; j < column + transform.inputs; j++, to += channels) {
                if (i >= 0 && j >= 0 && i < map.height && j < map.width) {
                    System.arraycopy(x, xAt + map.origin + i * map.rowPitch + j * channels, patch, to, channels);
                } else {
                    Arrays.fill(patch, to, to + channels, 0);
                }
            }
        }
    }
}
