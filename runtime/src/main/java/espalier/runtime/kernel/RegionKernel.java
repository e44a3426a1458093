package espalier.runtime.kernel;

/**
 * Pools one region of one image's map. Boxes are four floats, x1, y1, x2, y2, in pixels of the network's input; both
 * corners belong to the box.
 */
public interface RegionKernel {

    /** Corners of a box beyond this many cells from the map's origin are moved there: bins are counted in ints. */
    int FARTHEST_CELL = 1 << 24;

    /** Computes one region; {@code xAt} is its image's, {@code yAt} its own. */
    void forward(float[] x, int xAt, float[] boxes, int boxAt, float[] y, int yAt);

    /** Adds one region's part to {@code dx}; {@code x} and {@code y} are those of the forward pass. */
    default void backward(
            float[] x,
            int xAt,
            float[] boxes,
            int boxAt,
            float[] y,
            int yAt,
            float[] dy,
            int dyAt,
            float[] dx,
            int dxAt) {
        throw InferenceOnly.exception();
    }

    /** The cell of a map on which a coordinate falls: scaled and rounded, halves away from zero. */
    static int cell(float coordinate, double scale) {
        double place = coordinate * scale;
        int cell = (int) Math.copySign(Math.floor(Math.abs(place) + 0.5), place);
        return Math.max(-FARTHEST_CELL, Math.min(cell, FARTHEST_CELL));
    }

    /** {@code floor(bin * size / bins)} after {@code first}, moved into the map of {@code length} cells. */
    static int binBegin(int first, int size, int bin, int bins, int length) {
        return clipped(first + (int) ((long) bin * size / bins), length);
    }

    /** {@code ceil((bin + 1) * size / bins)} after {@code first}, moved into the map of {@code length} cells. */
    static int binEnd(int first, int size, int bin, int bins, int length) {
        return clipped(first + (int) (((bin + 1L) * size + bins - 1) / bins), length);
    }

    private static int clipped(int cell, int length) {
        return Math.max(0, Math.min(cell, length));
    }
}
