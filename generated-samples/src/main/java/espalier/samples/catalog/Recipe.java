package espalier.samples.catalog;

import espalier.runtime.optim.Schedule;

/**
 * Settings that a network learns well with, from the data that ship with the samples.
 *
 * @param epochs how often every image is seen
 * @param batch images a step
 * @param optimizer what makes the steps
 * @param learningRate that it starts with
 * @param schedule how the rate changes
 */
public record Recipe(int epochs, int batch, OptimizerKind optimizer, double learningRate, Schedule schedule) {}
