package espalier.runtime.pass;

import espalier.runtime.Regions;

/** The regions of a pass that are taken up now, in arrays of the pass's own. Not safe for use by several threads. */
final class RegionRows {

    private static final int COORDINATES = 4;

    /** The images of the regions, and how many there are. */
    final int[] images;

    /** The boxes of the regions. */
    final float[] boxes;

    private int count;
    private int imageCount;

    RegionRows(int capacity) {
        images = new int[capacity];
        boxes = new float[COORDINATES * capacity];
    }

    int capacity() {
        return images.length;
    }

    /** Of the last {@link #take}. */
    int count() {
        return count;
    }

    /** Images of the batch. */
    int imageCount() {
        return imageCount;
    }

    /** Takes up {@code regionCount} regions from number {@code from} on, in a batch of {@code batch} images. */
    void take(Regions regions, int from, int regionCount, int batch) {
        count = regionCount;
        imageCount = batch;
        for (int i = 0; i < regionCount; i++) {
            images[i] = regions.image(from + i);
            for (int coordinate = 0; coordinate < COORDINATES; coordinate++) {
                boxes[boxAt(i) + coordinate] = regions.box(from + i, coordinate);
            }
        }
    }

    static int boxAt(int region) {
        return COORDINATES * region;
    }

    /** Checks that every region lies in one of the images. */
    static void require(String network, Regions regions, int images) {
        for (int region = 0; region < regions.size(); region++) {
            if (regions.image(region) >= images) {
                throw new IllegalArgumentException(network + " got "
                        + (images == 1 ? "1 image" : images + " images") + ", but region " + region
                        + " names image " + regions.image(region) + ", counted from 0.");
            }
        }
    }
}
