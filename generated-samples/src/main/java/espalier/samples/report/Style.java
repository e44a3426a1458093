package espalier.samples.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;

/** How all drawings look. The blue and the orange are told apart by the colour-blind too (Okabe and Ito 2008). */
final class Style {
    static final Color BLUE = new Color(0x0072B2);
    static final Color ORANGE = new Color(0xD55E00);
    static final Color GREY = new Color(0x888888);
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font AXIS_TITLE = TEXT.deriveFont(13f);
    private static final Font TITLE = TEXT.deriveFont(Font.BOLD, 15f);

    private Style() {}

    static void apply(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(GRID)
                .setChartFontColor(INK)
                .setChartTitleFont(TITLE)
                .setChartTitleBoxVisible(false)
                .setLegendBorderColor(GRID)
                .setLegendFont(TEXT)
                .setChartPadding(14);
        styler.setAxisTickLabelsFont(TEXT)
                .setAxisTitleFont(AXIS_TITLE)
                .setPlotGridLinesColor(GRID)
                .setAxisTickLabelsColor(INK);
    }
}
