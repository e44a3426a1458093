package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;
import java.util.Arrays;
import java.util.List;

/** See {@link DepthFirst}. Images, and for small batches parts of their rows, are divided among threads. */
final class DepthFirstStep extends Step {

    /** Each part computes anew what windows at its beginning see of the part before. */
    private static final int PARTS_PER_THREAD = 2;

    /** Floats handed on at a time, a third of a megabyte: with weights and scratch they stay in a second-level cache. */
    private static final int HANDED_ON = 88 * 1024;

    /** A kernel may store whole vectors at the end of a row. */
    private static final int SLACK = 16;

    private final Scratch scratch;
    private final Activation x;
    private final List<Stage> stages;
    private final List<Rows> rows;
    private final List<Window> windows;
    private final int height;
    private final int rowsAtOnce;
    /** Where in scratch memory the rows of each value handed on begin, and where the last ones end. */
    private final int[] buffers;

    private final Workers.Task imageTask = this::imageTask;
    private final Workers.Task partTask = this::partTask;
    private int parts;

    record Stage(ConvolutionKernel kernel, ConvolutionWeights weights) {}

    /** See {@link DepthFirst#rows}. */
    record Rows(int height, int top, int bottom, int pitch) {

        /** The nearest row that is computed, or the one behind the last. */
        int computed(int row) {
            return Math.max(0, Math.min(row - top, height));
        }
    }

    /** See {@link DepthFirst#window}. */
    record Window(int first, int height, int stride) {

        int begin(int outputRow) {
            return outputRow * stride + first;
        }

        int end(int outputRow) {
            return begin(outputRow - 1) + height;
        }
    }

    DepthFirstStep(
            Workers workers,
            Scratch scratch,
            Activation x,
            List<Stage> stages,
            List<Rows> rows,
            List<Window> windows,
            Activation y,
            int height,
            long work) {
        super(workers, y, work);
        this.scratch = scratch;
        this.x = x;
        this.stages = List.copyOf(stages);
        this.rows = List.copyOf(rows);
        this.windows = List.copyOf(windows);
        this.height = height;
        for (int stage = 0; stage < stages.size(); stage++) {
            int expected = stage == rows.size() ? height : rows.get(stage).height();
            int divisible = stages.get(stage).kernel().rows();
            if (divisible != expected) {
                throw new IllegalArgumentException("A kernel that is run depth-first must be divisible by its "
                        + expected + " output rows, not into " + divisible + " parts.");
            }
        }
        int most = 1;
        while (most < height && handedOn(most + 1) <= HANDED_ON) {
            most++;
        }
        this.rowsAtOnce = most;
        int at = 0;
        for (Stage stage : stages) {
            at = Math.max(at, stage.kernel().scratch(1));
        }
        this.buffers = new int[rows.size() + 1];
        for (int value = 0; value <= rows.size(); value++) {
            buffers[value] = Scratch.lineAt(at);
            at = buffers[value] + (value < rows.size() ? size(value, most) : 0);
        }
        scratch.reserve(buffers[rows.size()]);
    }

    private int handedOn(int outputRows) {
        int sum = 0;
        for (int value = 0; value < rows.size(); value++) {
            sum += size(value, outputRows);
        }
        return sum;
    }

    /** Floats of a value's rows that so many output rows need at most. */
    private int size(int value, int outputRows) {
        int needed = outputRows;
        for (int i = rows.size() - 1; i >= value; i--) {
            needed = (needed - 1) * windows.get(i).stride() + windows.get(i).height();
        }
        return needed * rows.get(value).pitch() + SLACK;
    }

    @Override
    public void forward(int batch) {
        int most = PARTS_PER_THREAD * workers().threads();
        int tasks = tasks(batch, (int) Math.min((long) batch * height, most));
        if (tasks <= Math.max(1, batch)) {
            run(batch, imageTask);
        } else {
            parts = Math.min(height, (tasks + batch - 1) / batch);
            run(batch * parts, partTask);
        }
    }

    private void imageTask(int image) {
        rows(image, 0, height);
    }

    private void partTask(int task) {
        int part = task % parts;
        rows(task / parts, height * part / parts, height * (part + 1) / parts);
    }

    private void rows(int image, int from, int to) {
        float[] memory = scratch.ofThread();
        // The zeros around what is handed on, which no kernel writes.
        Arrays.fill(memory, buffers[0], buffers[rows.size()], 0f);
        for (int row = from; row < to; row += rowsAtOnce) {
            int end = Math.min(to, row + rowsAtOnce);
            for (int value = 0; value < rows.size(); value++) {
                handOn(memory, image, value, from, row, end);
            }
            run(rows.size(), image, memory, row, y().values, y().at(image), row, end);
        }
    }

    /**
     * Moves up the rows that output rows {@code row} to {@code end} need and the ones before them needed too, and computes the
     * others.
     */
    private void handOn(float[] memory, int image, int value, int from, int row, int end) {
        Rows layout = rows.get(value);
        int begin = begin(value, row);
        int present = begin;
        if (row > from) {
            present = Math.max(begin, end(value, row));
            int before = begin(value, row - rowsAtOnce);
            int at = buffers[value];
            System.arraycopy(
                    memory, at + (begin - before) * layout.pitch, memory, at, (present - begin) * layout.pitch);
        }
        int needed = end(value, end);
        int firstOfZeros = Math.max(present, layout.top + layout.height);
        if (firstOfZeros < needed) {
            int at = buffers[value] - begin * layout.pitch;
            Arrays.fill(memory, at + firstOfZeros * layout.pitch, at + needed * layout.pitch, 0f);
        }
        int first = layout.computed(present);
        int last = layout.computed(needed);
        if (first < last) {
            int yAt = buffers[value] - begin * layout.pitch;
            run(value, image, memory, row, memory, yAt, first, last);
        }
    }

    /** Rows of a stage, reading what stands in memory for the output rows from {@code row} on. */
    private void run(int stage, int image, float[] memory, int row, float[] y, int yAt, int first, int last) {
        ConvolutionKernel kernel = stages.get(stage).kernel();
        ConvolutionWeights w = stages.get(stage).weights();
        if (stage == 0) {
            kernel.forward(x.values, x.at(image), w.weights, w.bias, y, yAt, first, last, memory);
        } else {
            int xAt = buffers[stage - 1]
                    - begin(stage - 1, row) * rows.get(stage - 1).pitch();
            kernel.forward(memory, xAt, w.weights, w.bias, y, yAt, first, last, memory);
        }
    }

    /** The first row of a value that output rows from {@code row} on read, zeros counted. */
    private int begin(int value, int row) {
        int begin = row;
        for (int i = rows.size() - 1; ; i--) {
            begin = windows.get(i).begin(begin);
            if (i == value) {
                return begin;
            }
            begin = rows.get(i).computed(begin);
        }
    }

    /** The row of a value behind the last one that output rows up to {@code row} read, zeros counted. */
    private int end(int value, int row) {
        int end = row;
        for (int i = rows.size() - 1; ; i--) {
            end = windows.get(i).end(end);
            if (i == value) {
                return end;
            }
            end = rows.get(i).computed(end);
        }
    }
}
