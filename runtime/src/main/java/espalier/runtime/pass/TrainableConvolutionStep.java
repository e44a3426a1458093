package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;

/** A convolution in training: forward with freshly packed weights, and the gradients of its input and parameters. */
public final class TrainableConvolutionStep extends ConvolutionStep implements Packed {

    private final Parameter weight;
    private final float[] forInputGradient;
    private final Tensor weightGradient;
    private final Tensor biasGradient;
    private final GradientParts gradientParts;
    private final Workers.Task backwardTask = this::backwardTask;
    private int images;
    private int parts;

    TrainableConvolutionStep(
            Workers workers,
            ConvolutionKernel kernel,
            Parameter weight,
            Parameter bias,
            Tensor weightGradient,
            Tensor biasGradient,
            GradientParts gradientParts,
            Scratch scratch,
            int capacity,
            Activation x,
            Activation y,
            long work) {
        super(workers, kernel, new ConvolutionWeights(kernel, weight, bias, null), scratch, capacity, x, y, work);
        this.weight = weight;
        this.weightGradient = weightGradient;
        this.biasGradient = biasGradient;
        this.gradientParts = gradientParts;
        this.forInputGradient = new float[x.wantsGradient() ? kernel.packedForInputGradient() : 0];
        gradientParts.reserve(parts(capacity), kernel.packedWeightGradient(), kernel.packedBias());
    }

    @Override
    public void refresh(float[] buffer) {
        weights.refresh(buffer);
        if (x.wantsGradient()) {
            kernel.packForInputGradient(weight.value().data(), forInputGradient);
        }
    }

    @Override
    public void backward(int batch) {
        images = batch;
        parts = parts(batch);
        run(parts, backwardTask);
        kernel.unpackWeightGradient(
                gradientParts.summedWeights(parts, kernel.packedWeightGradient()), weightGradient.data());
        if (biasGradient != null) {
            kernel.unpackBiasGradient(gradientParts.summedBias(parts, kernel.packedBias()), biasGradient.data());
        }
    }

    private int parts(int batch) {
        return Math.min(batch, GradientParts.parts(kernel.packedWeightGradient(), batch * work()));
    }

    private void backwardTask(int part) {
        float[] dw = gradientParts.clearedWeights(part, kernel.packedWeightGradient());
        float[] db = gradientParts.clearedBias(part, kernel.packedBias());
        int end = (int) ((long) images * (part + 1) / parts);
        int group = kernel.imagesAtOnce();
        for (int first = (int) ((long) images * part / parts); first < end; first += group) {
            backward(first, Math.min(group, end - first), dw, db, scratch.ofThread());
        }
    }

    private void backward(int first, int count, float[] dw, float[] db, float[] mine) {
        int pitch = y().imagePitch;
        for (int image = first; image < first + count; image++) {
            kernel.backwardActivation(y().values, y().at(image), y().gradient, y().at(image));
        }
        kernel.backwardWeightsOfImages(
                x.values, x.at(first), x.imagePitch, y().gradient, y().at(first), pitch, count, dw, db, mine);
        if (x.gradient != null) {
            x.beginGradient(this, first, count);
            kernel.backwardInputOfImages(
                    y().gradient,
                    y().at(first),
                    pitch,
                    forInputGradient,
                    x.gradient,
                    x.at(first),
                    x.imagePitch,
                    count,
                    mine);
        }
    }
}
