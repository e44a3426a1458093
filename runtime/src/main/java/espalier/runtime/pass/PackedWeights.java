package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.kernel.BatchNormKernel;
import espalier.runtime.kernel.ConvolutionKernel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The packed weights of one network at inference, shared by all passes that run at once, and made anew when the
 * parameters' version has changed.
 */
public final class PackedWeights {

    private final Parameters parameters;
    private final Map<String, Packed> byName = new LinkedHashMap<>();
    private volatile long version;

    PackedWeights(Parameters parameters) {
        this.parameters = parameters;
        this.version = parameters.version();
    }

    /**
     * A convolution's weights.
     *
     * @param weight the parameter's name
     * @param bias the parameter's name, null for none
     * @param fold the batch norm to fold in, null for none
     */
    public ConvolutionWeights convolution(ConvolutionKernel kernel, String weight, String bias, NormFold fold) {
        return packed(weight, ConvolutionWeights.class, () -> {
            return new ConvolutionWeights(kernel, parameters.get(weight), orNull(bias), fold);
        });
    }

    /** A dense layer's weights; see {@link #convolution}. */
    public DenseWeights dense(String weight, String bias, NormFold fold) {
        return packed(weight, DenseWeights.class, () -> {
            return new DenseWeights(parameters.get(weight), orNull(bias), fold);
        });
    }

    /** The scale and shift of a batch norm that stands alone. */
    public NormWeights norm(BatchNormKernel kernel, NormFold norm) {
        return packed(norm.gamma().name(), NormWeights.class, () -> new NormWeights(kernel, norm));
    }

    /** The batch norm whose parameters are named {@code prefix.weight}, {@code .bias} and so on. */
    public NormFold fold(String prefix, double epsilon) {
        return new NormFold(
                parameters.get(prefix + ".weight"),
                parameters.get(prefix + ".bias"),
                parameters.get(prefix + ".running_mean"),
                parameters.get(prefix + ".running_var"),
                epsilon);
    }

    /** Called before each pass: packs again if the parameters have changed. */
    void refreshIfChanged() {
        if (version != parameters.version()) {
            synchronized (this) {
                long present = parameters.version();
                if (version != present) {
                    byName.values().forEach(Packed::refresh);
                    version = present;
                }
            }
        }
    }

    private Parameter orNull(String name) {
        return name == null ? null : parameters.get(name);
    }

    private synchronized <P extends Packed> P packed(String name, Class<P> type, Supplier<P> maker) {
        Packed known = byName.get(name);
        if (known == null) {
            known = maker.get();
            known.refresh();
            byName.put(name, known);
        }
        return type.cast(known);
    }
}
