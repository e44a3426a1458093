package espalier.samples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final float EXACT = 1e-6f;

    private static BufferedImage image(int type, int... colours) {
        BufferedImage image = new BufferedImage(colours.length, 1, type);
        image.setRGB(0, 0, colours.length, 1, colours, 0, colours.length);
        return image;
    }

    @Test
    void greySamplesAreTakenAsTheyAre() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 51, 255});
        assertArrayEquals(new float[] {0, 0.2f, 1}, Picture.of(image, 1).values(), EXACT);
    }

    @Test
    void deepGreyIsScaled() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {13107, 65535});
        assertArrayEquals(new float[] {0.2f, 1}, Picture.of(image, 1).values(), EXACT);
    }

    @Test
    void coloursBecomeTheirLuma() {
        float[] grey = Picture.of(image(BufferedImage.TYPE_INT_RGB, 0xff0000, 0x00ff00, 0x0000ff, 0xffffff), 1)
                .values();
        assertArrayEquals(new float[] {0.299f, 0.587f, 0.114f, 1}, grey, EXACT);
    }

    @Test
    void aPaletteIsLookedUp() {
        float[] grey = Picture.of(image(BufferedImage.TYPE_BYTE_BINARY, 0xff000000, 0xffffffff), 1)
                .values();
        assertArrayEquals(new float[] {0, 1}, grey, EXACT);
    }

    @Test
    void transparencyIsBlack() {
        float[] grey = Picture.of(image(BufferedImage.TYPE_INT_ARGB, 0x00ffffff, 0x80ffffff, 0xffffffff), 1)
                .values();
        assertArrayEquals(new float[] {0, 128 / 255f, 1}, grey, EXACT);
    }

    @Test
    void aPictureThatFitsIsNotChanged() {
        float[] grey = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f};
        assertArrayEquals(grey, new Picture(1, 2, 3, grey).fit(2, 3).values(), EXACT);
    }

    @Test
    void shrinkingTakesTheMeanOfEachArea() {
        Picture half = new Picture(1, 2, 4, new float[] {0, 1, 0.2f, 0.2f, 1, 0, 0.4f, 0.4f}).fit(1, 2);
        assertArrayEquals(new float[] {0.5f, 0.3f}, half.values(), EXACT);
        Picture twoThirds = new Picture(1, 3, 3, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0}).fit(2, 2);
        assertArrayEquals(new float[] {1 / 2.25f, 0, 0, 0}, twoThirds.values(), EXACT);
    }

    @Test
    void proportionsAreKeptOnBlack() {
        Picture fitted = new Picture(1, 1, 2, new float[] {1, 1}).fit(4, 4);
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, fitted.values(), EXACT);
    }

    @Test
    void coloursAreKeptChannelByChannel() {
        Picture picture = Picture.of(image(BufferedImage.TYPE_INT_ARGB, 0xff330000, 0xff00ff66, 0x00ffffff), 3);
        assertArrayEquals(new float[] {0.2f, 0, 0, 0, 1, 0, 0, 0.4f, 0}, picture.values(), EXACT);
    }

    @Test
    void greyIsRepeatedForThreeChannels() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {51, 255});
        assertArrayEquals(
                new float[] {0.2f, 1, 0.2f, 1, 0.2f, 1}, Picture.of(image, 3).values(), EXACT);
    }

    @Test
    void fillingCutsTheMiddle() {
        Picture picture = new Picture(2, 2, 4, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        assertArrayEquals(
                new float[] {2, 3, 6, 7, 10, 11, 14, 15}, picture.fill(2, 2).values(), EXACT);
        assertArrayEquals(new float[] {5.5f, 13.5f}, picture.fill(1, 1).values(), EXACT);
    }

    @Test
    void invertedSwapsLightAndDark() {
        Picture inverted = new Picture(1, 1, 2, new float[] {0.25f, 1}).inverted();
        assertArrayEquals(new float[] {0.75f, 0}, inverted.values(), EXACT);
        assertEquals(2, inverted.columns());
    }
}
