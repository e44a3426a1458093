package espalier.samples.report;

import espalier.runtime.train.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A confusion matrix: a row for each true class, a column for each predicted one, both in the same order. */
public final class ConfusionDrawing {
    private static final int MARGIN = 190;
    private static final int CELL = 62;
    /** From white to a blue that black figures still stand out from. */
    private static final Color[] COLOURS = {Color.WHITE, new Color(0xDCEBF5), new Color(0x6FB1DB)};

    private ConfusionDrawing() {}

    /** Draws how often each class was taken for which. */
    public static BufferedImage draw(String network, ConfusionMatrix confusion) {
        List<String> classes = confusion.classNames();
        int size = MARGIN + CELL * classes.size();
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(size)
                .height(size)
                .title(network + ": true and predicted classes")
                .xAxisTitle("predicted")
                .yAxisTitle("true")
                .build();
        Style.apply(chart.getStyler());
        chart.getStyler()
                .setRangeColors(COLOURS)
                .setShowValue(true)
                .setHeatMapValueDecimalPattern("0")
                .setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setValueFontColor(Color.BLACK)
                .setDrawBorder(true)
                .setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisLabelRotation(45);
        chart.getStyler().setXAxisTickMarkSpacingHint(CELL / 2);
        chart.getStyler().setYAxisTickMarkSpacingHint(CELL / 2);
        chart.getStyler().setPlotContentSize(1);
        // The axis grows upwards, a matrix downwards.
        List<String> rows = new ArrayList<>(classes);
        Collections.reverse(rows);
        chart.addSeries("images", classes, rows, cells(confusion));
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        chart.paint(graphics, size, size);
        graphics.dispose();
        return image;
    }

    private static List<Number[]> cells(ConfusionMatrix confusion) {
        int classes = confusion.classNames().size();
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                cells.add(new Number[] {column, classes - 1 - row, confusion.count(row, column)});
            }
        }
        return cells;
    }
}
