package espalier.samples.report;

import espalier.runtime.train.History;
import espalier.runtime.train.History.Epoch;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Loss and accuracy by epoch, for training and validation in one drawing each, so that over-fitting shows as the two lines
 * parting. A dashed line marks the epoch of the lowest validation loss.
 */
public final class Curves {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 460;
    private static final int MARKER_SIZE = 6;
    /** More markers than these would hide the lines. */
    private static final int MOST_MARKED_EPOCHS = 40;

    private Curves() {}

    /**
     * Draws one training.
     *
     * @param history of at least one epoch, each validated
     */
    public static BufferedImage draw(String network, History history) {
        List<Epoch> epochs = history.epochs();
        Epoch best = epochs.stream()
                .min(Comparator.comparingDouble(Curves::validationLoss))
                .orElseThrow(() -> new IllegalArgumentException("There are no epochs to draw."));
        Epoch last = epochs.get(epochs.size() - 1);
        XYChart loss = chart(
                String.format(
                        Locale.ROOT, "%s: loss, lowest %.3f at epoch %d", network, validationLoss(best), best.number()),
                "loss",
                LegendPosition.InsideNE);
        add(loss, epochs, Epoch::loss, Curves::validationLoss);
        XYChart accuracy = chart(
                String.format(Locale.ROOT, "%s: accuracy, %.1f %% at the end", network, 100 * validationAccuracy(last)),
                "accuracy in %",
                LegendPosition.InsideSE);
        add(accuracy, epochs, epoch -> 100 * epoch.accuracy(), epoch -> 100 * validationAccuracy(epoch));
        for (XYChart chart : List.of(loss, accuracy)) {
            chart.addAnnotation(new AnnotationLine(best.number(), true, false));
        }
        return sideBySide(loss, accuracy);
    }

    private static double validationLoss(Epoch epoch) {
        return epoch.validationLoss().orElseThrow();
    }

    private static double validationAccuracy(Epoch epoch) {
        return epoch.validationAccuracy().orElseThrow();
    }

    private static XYChart chart(String title, String yTitle, LegendPosition legend) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle(yTitle)
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler()
                .setLegendPosition(legend)
                .setMarkerSize(MARKER_SIZE)
                .setAnnotationLineColor(Style.GREY)
                .setAnnotationLineStroke(
                        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.###");
        return chart;
    }

    private static void add(
            XYChart chart, List<Epoch> epochs, ToDoubleFunction<Epoch> training, ToDoubleFunction<Epoch> validation) {
        add(chart, "training", epochs, training, Style.BLUE);
        add(chart, "validation", epochs, validation, Style.ORANGE);
    }

    private static void add(
            XYChart chart, String name, List<Epoch> epochs, ToDoubleFunction<Epoch> value, Color colour) {
        double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
        XYSeries series = chart.addSeries(
                name, numbers, epochs.stream().mapToDouble(value).toArray());
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(epochs.size() > MOST_MARKED_EPOCHS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
    }

    private static BufferedImage sideBySide(XYChart left, XYChart right) {
        BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        left.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(WIDTH, 0);
        right.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }
}
