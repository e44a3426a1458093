package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.RegionKernel;

/**
 * From maps of images to maps of regions. Backward, each image's gradient is summed by one task, over its regions in their
 * order, so that it does not depend on the number of threads.
 */
public final class RoiPoolStep extends ImageStep {

    private final RegionKernel kernel;
    private final RegionRows rows;
    private final Activation x;
    private final Workers.Task backwardTask = this::backwardTask;
    private int tasks;

    /** See {@link Step#Step}; {@code work} is a region's. */
    RoiPoolStep(Workers workers, RegionKernel kernel, RegionRows rows, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.rows = rows;
        this.x = x;
    }

    @Override
    void forward(int region, int from, int to) {
        int image = rows.images[region];
        kernel.forward(x.values, x.at(image), rows.boxes, RegionRows.boxAt(region), y().values, y().at(region));
    }

    @Override
    public void backward(int regions) {
        if (x.gradient != null) {
            tasks = tasks(regions, rows.imageCount());
            run(tasks, backwardTask);
        }
    }

    private void backwardTask(int task) {
        int from = (int) ((long) rows.imageCount() * task / tasks);
        int to = (int) ((long) rows.imageCount() * (task + 1) / tasks);
        for (int region = 0; region < rows.count(); region++) {
            if (rows.images[region] >= from && rows.images[region] < to) {
                backwardImage(region);
            }
        }
    }

    @Override
    void backwardImage(int region) {
        int image = rows.images[region];
        kernel.backward(
                x.values,
                x.at(image),
                rows.boxes,
                RegionRows.boxAt(region),
                y().values,
                y().at(region),
                y().gradient,
                y().at(region),
                x.gradient,
                x.at(image));
    }
}
