package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in the network itself and in the form of its methods. */
class NetworkErrorsTest {

    @Test
    void networkOnClass() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                final ›class ‹Net {}
                """).error("""
                        [Espalier:NotAnInterface] Net: a network is an interface or an abstract class, but Net is a class
                          Write the network as an interface with one annotated method a layer.
                        """).check();
    }

    @Test
    void networkOnEnum() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                ›enum ‹Net { A }
                """).error("""
                        [Espalier:NotAnInterface] Net: a network is an interface or an abstract class, but Net is an enum
                          Write the network as an interface with one annotated method a layer.
                        """).check();
    }

    @Test
    void networkThatExtends() {
        NetworkCase.of("""
                interface Trunk {}

                @Network(input = {1, 8, 8})
                ›interface ‹Net extends Trunk {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:SuperType] Net: a network stands alone, but Net extends Trunk
                          Write all of its layers in the network itself.
                        """).check();
    }

    @Test
    void inputWithTwoValues() {
        NetworkCase.of("""
                @Network(‹input = ›{28, 28})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:InputShape] Net: input must be {channels, height, width}, each at least 1, not {28, 28}
                          Write for example input = {1, 28, 28}; for plain vectors of n values, input = {n, 1, 1}.
                        """).check();
    }

    @Test
    void inputWithZero() {
        NetworkCase.of("""
                @Network(‹input = ›{1, 0, 28})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:InputShape] Net: input must be {channels, height, width}, each at least 1, not {1, 0, 28}
                          Write for example input = {1, 28, 28}; for plain vectors of n values, input = {n, 1, 1}.
                        """).check();
    }

    @Test
    void networkWithoutLayers() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                ›interface ‹Net {}
                """).error("""
                        [Espalier:NoLayers] Net: the network has no layers
                          Add one annotated method a layer.
                        """).check();
    }

    @Test
    void methodWithoutAnnotation() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    Layer »d();
                }
                """).error("""
                        [Espalier:NoAnnotation] d: the method says nothing about its layer
                          Annotate it with a layer such as @Conv, @Pool or @Dense, or give it a body.
                        """).check();
    }

    @Test
    void methodWithClaimsOnly() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Expect(parameters = 20) Layer »d();
                }
                """).error("""
                        [Espalier:NoAnnotation] d: the method says nothing about its layer
                          Annotate it with a layer such as @Conv, @Pool or @Dense, or give it a body.
                        """).check();
    }

    @Test
    void layerWithBody() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) default Layer »c() {
                        return null;
                    }
                }
                """).error("""
                        [Espalier:NotAbstract] c: a layer is a method without a body, but this one has one
                          Delete the body, or the layer's annotations.
                        """).check();
    }

    @Test
    void wrongReturnType() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) void »c();
                }
                """).error("""
                        [Espalier:ReturnType] c: a layer's method returns Layer, not void
                          Declare it as: Layer c(...).
                        """).check();
    }

    @Test
    void wrongParameterType() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c(int »input);
                }
                """).error("""
                        [Espalier:ParameterType] c: a parameter names a layer that is read and so has the type Layer, but input has the type int
                          Declare it as: Layer input, or for @RoiPool's boxes as Regions. Sizes and counts belong in the annotations.
                        """).check();
    }

    @Test
    void overloads() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Conv(filters = 2, kernel = 3) Layer »c(Layer c);
                }
                """).error("""
                        [Espalier:Overload] c: two layers have the name c, so that a parameter of this name would be ambiguous
                          Give each layer its own name.
                        """).check();
    }

    @Test
    void layerCalledInput() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer »input();
                }
                """).error("""
                        [Espalier:ReservedName] input: a layer cannot be called input, which is the name of the network's input
                          Give it another name.
                        """).check();
    }

    @Test
    void layersWithoutANetwork() {
        NetworkCase.of("""
                ›interface ‹Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:NoNetwork] Net: Net has layers, but is not annotated with @Network
                          Add @Network(input = {channels, height, width}) to it, or @Block if it is a part of networks.
                        """).check();
    }

    @Test
    void generatedNameIsTaken() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                ›interface ‹Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }

                class NetNetwork {}
                """).error("""
                        [Espalier:GeneratedNameTaken] Net: the class NetNetwork is to be generated, but it exists already
                          Rename the network or that class.
                        """).check();
    }

    @Test
    void oneBadNetworkDoesNotStopAnother() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Bad {
                    @Conv(‹filters = ›0, kernel = 3) Layer c();
                }

                @Network(input = {1, 8, 8})
                interface Good {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }

                @Network(input = {1, 8, 8})
                interface Worse {
                    @Conv(filters = 2, ‹kernel = ›9) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: filters must be at least 1, not 0
                          Write filters = 1 or more.
                        """).error("""
                        [Espalier:KernelTooLarge] c: kernel 9x9 does not fit its input 1x8x8 (padding 0)
                          input 1x8x8 -> c ✗
                          Use a kernel of at most 8, or padding of at least 1.
                        """).check();
    }
}
