package espalier.samples.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param values from 0 (black) to 1 (white, or full colour), channel by channel, row by row
 */
public record Picture(int channels, int rows, int columns, float[] values) {
    private static final int GREY = 1;
    private static final int BRIGHTEST = 255;

    /**
     * Reads any image that ImageIO reads. Where one channel is wanted, colours become grey by their luma (ITU-R BT.601:
     * 0.299 red + 0.587 green + 0.114 blue); where three are, grey is repeated. What is transparent becomes black.
     *
     * @param channels 1 or 3
     * @throws IOException if the file cannot be read or is no image; the message is a sentence that names it
     */
    public static Picture read(Path file, int channels) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder, not an image.");
        }
        if (!Files.exists(file)) {
            throw new IOException("There is no image " + file + ".");
        }
        BufferedImage image;
        try (InputStream in = Files.newInputStream(file)) {
            image = ImageIO.read(in);
        } catch (IOException | RuntimeException e) {
            // Readers throw various unchecked exceptions on damaged files.
            throw new IOException("The image " + file + " cannot be read: it is damaged or access is denied.", e);
        }
        if (image == null) {
            throw new IOException(file + " is not an image of a known format, such as PNG, JPEG, GIF or BMP.");
        }
        return of(image, channels);
    }

    static Picture of(BufferedImage image, int channels) {
        int rows = image.getHeight();
        int columns = image.getWidth();
        float[] values = new float[channels * rows * columns];
        ColorModel model = image.getColorModel();
        if (model.getNumColorComponents() == 1 && image.getRaster().getNumBands() == model.getNumComponents()) {
            float[] grey = new float[rows * columns];
            readGrey(image.getRaster(), model, grey);
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(grey, 0, values, channel * grey.length, grey.length);
            }
        } else {
            readColours(image, channels, values);
        }
        return new Picture(channels, rows, columns, values);
    }

    /** Takes the samples as they are: getRGB would convert them from Java's linear grey and change every value. */
    private static void readGrey(Raster raster, ColorModel model, float[] grey) {
        float white = (1 << model.getComponentSize(0)) - 1;
        float opaque = model.hasAlpha() ? (1 << model.getComponentSize(1)) - 1 : 1;
        int[] pixel = new int[raster.getNumBands()];
        for (int i = 0; i < grey.length; i++) {
            raster.getPixel(i % raster.getWidth(), i / raster.getWidth(), pixel);
            float alpha = model.hasAlpha() ? pixel[1] / opaque : 1;
            grey[i] = pixel[0] / white * alpha;
        }
    }

    private static void readColours(BufferedImage image, int channels, float[] values) {
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < colours.length; i++) {
            int colour = colours[i];
            float opacity = (colour >>> 24) / (float) BRIGHTEST;
            float red = opacity * (colour >> 16 & 0xff) / BRIGHTEST;
            float green = opacity * (colour >> 8 & 0xff) / BRIGHTEST;
            float blue = opacity * (colour & 0xff) / BRIGHTEST;
            if (channels == GREY) {
                values[i] = 0.299f * red + 0.587f * green + 0.114f * blue;
            } else {
                values[i] = red;
                values[colours.length + i] = green;
                values[2 * colours.length + i] = blue;
            }
        }
    }

    /** Dark on light becomes light on dark. */
    public Picture inverted() {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = 1 - values[i];
        }
        return new Picture(channels, rows, columns, result);
    }

    /**
     * Scaled to fit, its proportions kept, and centred on black. Each new pixel is the mean of the area that it covers,
     * so that nothing is skipped where a picture shrinks; a picture of that size is not changed.
     */
    public Picture fit(int height, int width) {
        return scaled(Math.min((double) height / rows, (double) width / columns), height, width);
    }

    /** Scaled to fill, its proportions kept, and cut to its middle; otherwise as {@link #fit}. */
    public Picture fill(int height, int width) {
        return scaled(Math.max((double) height / rows, (double) width / columns), height, width);
    }

    private Picture scaled(double scale, int height, int width) {
        int scaledRows = Math.max(1, (int) Math.round(rows * scale));
        int scaledColumns = Math.max(1, (int) Math.round(columns * scale));
        int top = Math.floorDiv(height - scaledRows, 2);
        int left = Math.floorDiv(width - scaledColumns, 2);
        float[] result = new float[channels * height * width];
        for (int channel = 0; channel < channels; channel++) {
            for (int row = Math.max(0, top); row < Math.min(height, top + scaledRows); row++) {
                for (int column = Math.max(0, left); column < Math.min(width, left + scaledColumns); column++) {
                    result[(channel * height + row) * width + column] = mean(
                            channel,
                            (double) (row - top) * rows / scaledRows,
                            (double) (row - top + 1) * rows / scaledRows,
                            (double) (column - left) * columns / scaledColumns,
                            (double) (column - left + 1) * columns / scaledColumns);
                }
            }
        }
        return new Picture(channels, height, width, result);
    }

    /** The mean over a rectangle of a channel; pixels on its edge count by the part of them inside. */
    private float mean(int channel, double top, double bottom, double left, double right) {
        double sum = 0;
        for (int row = (int) top; row < Math.min(rows, Math.ceil(bottom)); row++) {
            double rowShare = Math.min(row + 1, bottom) - Math.max(row, top);
            for (int column = (int) left; column < Math.min(columns, Math.ceil(right)); column++) {
                double columnShare = Math.min(column + 1, right) - Math.max(column, left);
                sum += rowShare * columnShare * values[(channel * rows + row) * columns + column];
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
