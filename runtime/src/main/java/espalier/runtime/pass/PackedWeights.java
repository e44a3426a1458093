package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.DenseKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The packed weights of one network at inference, shared by all passes that run at once, and made anew when the
 * parameters' version has changed.
 */
public final class PackedWeights {

    private final Parameters parameters;
    private final Workers workers;
    private final Map<String, Packed> byName = new LinkedHashMap<>();
    /** Those that have not been packed yet. */
    private final List<Packed> unpacked = new ArrayList<>();

    private volatile long version;
    private volatile boolean complete;

    PackedWeights(Parameters parameters, Workers workers) {
        this.parameters = parameters;
        this.workers = workers;
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
    public DenseWeights dense(DenseKernel kernel, String weight, String bias, NormFold fold) {
        return packed(weight, DenseWeights.class, () -> {
            return new DenseWeights(kernel, parameters.get(weight), orNull(bias), fold);
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

    /** Called before each pass: packs what has not been packed, or all again if the parameters have changed. */
    void refreshIfChanged() {
        if (!complete || version != parameters.version()) {
            refresh();
        }
    }

    private synchronized void refresh() {
        long present = parameters.version();
        List<Packed> stale = version == present ? unpacked : List.copyOf(byName.values());
        int most = longestBuffer(stale);
        float[][] buffers = new float[workers.threads()][];
        workers.run(stale.size(), i -> {
            int worker = workers.worker();
            if (buffers[worker] == null) {
                buffers[worker] = new float[most];
            }
            stale.get(i).refresh(buffers[worker]);
        });
        unpacked.clear();
        version = present;
        complete = true;
    }

    private static int longestBuffer(List<Packed> all) {
        int longest = 0;
        for (Packed packed : all) {
            longest = Math.max(longest, packed.buffer());
        }
        return longest;
    }

    private Parameter orNull(String name) {
        return name == null ? null : parameters.get(name);
    }

    private synchronized <P extends Packed> P packed(String name, Class<P> type, Supplier<P> maker) {
        Packed known = byName.get(name);
        if (known == null) {
            known = maker.get();
            byName.put(name, known);
            unpacked.add(known);
            complete = false;
        }
        return type.cast(known);
    }
}
