package espalier.runtime.vector;

/**
 * The tiles of a map's outputs, row after row, and behind them those of the next images. At the right and lower edge a tile may
 * reach beyond the map. Immutable.
 */
final class WinogradTiles {

    private final int outputs;
    private final int height;
    private final int width;
    private final int perRow;
    private final int perImage;

    /** @param outputs of a tile in one direction */
    WinogradTiles(int outputs, int height, int width) {
        this.outputs = outputs;
        this.height = height;
        this.width = width;
        this.perRow = (width + outputs - 1) / outputs;
        this.perImage = perRow * ((height + outputs - 1) / outputs);
    }

    int perImage() {
        return perImage;
    }

    int image(int tile) {
        return tile / perImage;
    }

    /** The map's row in which a tile begins. */
    int row(int tile) {
        return tile % perImage / perRow * outputs;
    }

    /** The map's column in which a tile begins. */
    int column(int tile) {
        return tile % perImage % perRow * outputs;
    }

    /** Rows of a tile that the map has. */
    int rows(int tile) {
        return Math.min(outputs, height - row(tile));
    }

    /** Columns of a tile that the map has. */
    int columns(int tile) {
        return Math.min(outputs, width - column(tile));
    }
}
