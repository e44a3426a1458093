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
 * A grey picture.
 *
 * @param grey values from 0 (black) to 1 (white), row by row
 */
public record Picture(int rows, int columns, float[] grey) {
    private static final int BRIGHTEST = 255;

    /**
     * Reads any image that ImageIO reads. Colours become grey by their luma (ITU-R BT.601: 0.299 red + 0.587 green + 0.114
     * blue); what is transparent becomes black.
     *
     * @throws IOException if the file cannot be read or is no image; the message is a sentence that names it
     */
    public static Picture read(Path file) throws IOException {
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
        return of(image);
    }

    static Picture of(BufferedImage image) {
        int rows = image.getHeight();
        int columns = image.getWidth();
        float[] grey = new float[rows * columns];
        ColorModel model = image.getColorModel();
        if (model.getNumColorComponents() == 1 && image.getRaster().getNumBands() == model.getNumComponents()) {
            readGrey(image.getRaster(), model, grey);
        } else {
            readColours(image, grey);
        }
        return new Picture(rows, columns, grey);
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

    private static void readColours(BufferedImage image, float[] grey) {
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < grey.length; i++) {
            int colour = colours[i];
            float luma = 0.299f * (colour >> 16 & 0xff) + 0.587f * (colour >> 8 & 0xff) + 0.114f * (colour & 0xff);
            grey[i] = luma / BRIGHTEST * (colour >>> 24) / BRIGHTEST;
        }
    }

    /** Dark on light becomes light on dark. */
    public Picture inverted() {
        float[] result = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            result[i] = 1 - grey[i];
        }
        return new Picture(rows, columns, result);
    }

    /**
     * Scaled to fit, its proportions kept, and centred on black. Each new pixel is the mean of the area that it covers, so
     * that nothing is skipped where a picture shrinks; a picture of that size is not changed.
     */
    public Picture fit(int height, int width) {
        double scale = Math.min((double) height / rows, (double) width / columns);
        int innerRows = Math.max(1, (int) Math.round(rows * scale));
        int innerColumns = Math.max(1, (int) Math.round(columns * scale));
        int top = (height - innerRows) / 2;
        int left = (width - innerColumns) / 2;
        float[] result = new float[height * width];
        for (int row = 0; row < innerRows; row++) {
            for (int column = 0; column < innerColumns; column++) {
                result[(top + row) * width + left + column] = mean(
                        (double) row * rows / innerRows,
                        (double) (row + 1) * rows / innerRows,
                        (double) column * columns / innerColumns,
                        (double) (column + 1) * columns / innerColumns);
            }
        }
        return new Picture(height, width, result);
    }

    /** The mean over a rectangle of the picture; pixels on its edge count by the part of them inside. */
    private float mean(double top, double bottom, double left, double right) {
        double sum = 0;
        for (int row = (int) top; row < Math.min(rows, Math.ceil(bottom)); row++) {
            double rowShare = Math.min(row + 1, bottom) - Math.max(row, top);
            for (int column = (int) left; column < Math.min(columns, Math.ceil(right)); column++) {
                double columnShare = Math.min(column + 1, right) - Math.max(column, left);
                sum += rowShare * columnShare * grey[row * columns + column];
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
