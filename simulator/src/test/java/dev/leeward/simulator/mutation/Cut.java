package dev.leeward.simulator.mutation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.List;

/**
 * One method whose body is replaced. Methods that share a name are told apart by what they take.
 *
 * @param type the class, without {@code dev.leeward.}: {@code decision.Rules}
 * @param method its name; must be there exactly once
 */
record Cut(String type, String method, Replacement instead) {
    private static final ClassFile CLASS_FILE = ClassFile.of();

    /** The class's full name. */
    String className() {
        return "dev.leeward." + type;
    }

    /** {@code original} with the method's body replaced. */
    byte[] in(byte[] original) {
        var parsed = CLASS_FILE.parse(original);
        var meant = meant(parsed);
        return CLASS_FILE.transformClass(
                parsed, ClassTransform.transformingMethods(found -> isSame(found, meant), replacing(meant)));
    }

    /** {@code original} with the method as it is, but that {@link Bites} hears where guard number {@code guard} bites. */
    byte[] watched(byte[] original, int guard) {
        var parsed = CLASS_FILE.parse(original);
        var meant = meant(parsed);
        return CLASS_FILE.transformClass(
                parsed, ClassTransform.transformingMethodBodies(found -> isSame(found, meant), (code, element) -> {
                    if (element instanceof ReturnInstruction) instead.notice().write(code, meant, guard);
                    code.with(element);
                }));
    }

    /** A guard that was renamed must not silently stay on. */
    private MethodModel meant(ClassModel parsed) {
        List<MethodModel> found = parsed.methods().stream()
                .filter(candidate -> candidate.methodName().equalsString(method)
                        && candidate.code().isPresent())
                .toList();
        if (found.size() == 1) return found.getFirst();
        throw new IllegalStateException(
                "%s has %d methods %s with a body: was a guard renamed? Mend the list of guards."
                        .formatted(className(), found.size(), method));
    }

    private MethodTransform replacing(MethodModel meant) {
        return (builder, element) -> {
            if (element instanceof CodeModel) {
                builder.withCode(code -> instead.body().write(code, meant));
            } else {
                builder.with(element);
            }
        };
    }

    private static boolean isSame(MethodModel one, MethodModel other) {
        return one.methodName().equals(other.methodName()) && one.methodType().equals(other.methodType());
    }
}
