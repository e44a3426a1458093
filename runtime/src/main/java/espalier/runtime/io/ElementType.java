package espalier.runtime.io;

import java.nio.ByteBuffer;

/** The safetensors element types that are read; all but F32 are converted. Little-endian. */
enum ElementType {
    F32(4) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            bytes.asFloatBuffer().get(values, from, count);
        }
    },
    F64(8) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = (float) bytes.getDouble(i * 8);
            }
        }
    },
    F16(2) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = halfToFloat(bytes.getShort(i * 2));
            }
        }
    },
    BF16(2) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = Float.intBitsToFloat(bytes.getShort(i * 2) << 16);
            }
        }
    };

    final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Converts {@code count} values from the start of {@code bytes}. */
    abstract void convert(ByteBuffer bytes, float[] values, int from, int count);

    /** IEEE 754 binary16; {@code Float.float16ToFloat} came with Java 20. */
    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            float subnormal = mantissa * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wideExponent << 23 | mantissa << 13);
    }
}
