package espalier.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a network consists of and costs for one image.
 *
 * @param network the interface's name
 * @param input C, H, W
 * @param layers a row for each method, in the order of the source
 * @param parameters trainable values; like the other totals without the layers that only training has
 * @param buffers other values, such as running statistics
 * @param macs multiply-adds of convolutions and dense layers, padded positions counted
 * @param activationBytes working memory that one image takes in inference
 */
public record Summary(
        String network,
        List<Integer> input,
        List<Layer> layers,
        long parameters,
        long buffers,
        long macs,
        long activationBytes) {

    /** Copies the lists. */
    public Summary {
        input = List.copyOf(input);
        layers = List.copyOf(layers);
    }

    /**
     * One method of the network, with everything stacked on it counted together.
     *
     * @param name the method's
     * @param kind what its annotations say, shortly, such as {@code Conv 5x5, Tanh}
     * @param output C, H, W or units
     * @param parameters trainable values
     * @param buffers other values
     * @param macs multiply-adds of convolutions and dense layers
     * @param receptiveField rows and columns of the input that one value sees; empty for the whole input
     * @param trainingOnly whether inference lacks it, as it lacks auxiliary heads
     */
    public record Layer(
            String name,
            String kind,
            List<Integer> output,
            long parameters,
            long buffers,
            long macs,
            List<Integer> receptiveField,
            boolean trainingOnly) {

        /** A layer that inference has too. */
        public Layer(
                String name,
                String kind,
                List<Integer> output,
                long parameters,
                long buffers,
                long macs,
                List<Integer> receptiveField) {
            this(name, kind, output, parameters, buffers, macs, receptiveField, false);
        }

        /** The same, but only training has it. */
        public Layer inTrainingOnly() {
            return new Layer(name, kind, output, parameters, buffers, macs, receptiveField, true);
        }

        /** Copies the lists. */
        public Layer {
            output = List.copyOf(output);
            receptiveField = List.copyOf(receptiveField);
        }
    }

    /** Trainable values of the layers that only training has. */
    public long auxiliaryParameters() {
        return layers.stream()
                .filter(Layer::trainingOnly)
                .mapToLong(Layer::parameters)
                .sum();
    }

    /** Multiply-adds of the layers that only training has. */
    public long auxiliaryMacs() {
        return layers.stream()
                .filter(Layer::trainingOnly)
                .mapToLong(Layer::macs)
                .sum();
    }

    /** A table of the layers with aligned columns, and the totals below it. */
    @Override
    public String toString() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"Layer", "Kind", "Output", "Parameters", "Multiply-adds", "Sees"});
        rows.add(new String[] {"input", "", Shapes.text(input), "", "", ""});
        for (Layer layer : layers) {
            rows.add(new String[] {
                layer.name,
                layer.trainingOnly ? layer.kind + " (training only)" : layer.kind,
                Shapes.text(layer.output),
                count(layer.parameters),
                count(layer.macs),
                layer.receptiveField.isEmpty() ? "all" : Shapes.text(layer.receptiveField)
            });
        }
        rows.add(new String[] {"total", "", "", count(parameters), count(macs), ""});
        if (layers.stream().anyMatch(Layer::trainingOnly)) {
            rows.add(new String[] {"training only", "", "", count(auxiliaryParameters()), count(auxiliaryMacs()), ""});
        }
        StringBuilder text = new StringBuilder(network).append(System.lineSeparator());
        appendTable(text, rows);
        text.append(count(parameters)).append(" parameters, ");
        if (buffers > 0) {
            text.append(count(buffers)).append(" buffers, ");
        }
        return text.append(count(macs))
                .append(" multiply-adds, ")
                .append(count(activationBytes))
                .append(" bytes of activations for one image")
                .toString();
    }

    private static void appendTable(StringBuilder text, List<String[]> rows) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String space = " ".repeat(widths[column] - row[column].length());
                boolean number = column >= 3;
                line.append("  ").append(number ? space + row[column] : row[column] + space);
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
