package dev.leeward.simulator.mutation;

import dev.leeward.decision.Rule;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the method of a guard does instead, once the guard is switched off.
 *
 * @param body writes the new body
 * @param notice writes what comes before each return of the old body, to note whether the guard makes a difference
 */
record Replacement(Body body, Notice notice) {
    private static final ClassDesc BITES = ClassDesc.of("dev.leeward.simulator.mutation.Bites");

    /** Writes the new body of a method. */
    @FunctionalInterface
    interface Body {
        void write(CodeBuilder code, MethodModel method);
    }

    /** Notes that guard number {@code guard} returns what lies on the stack, and leaves it there. */
    @FunctionalInterface
    interface Notice {
        void write(CodeBuilder code, MethodModel method, int guard);
    }

    /** Says {@code answer}, whatever is the case. */
    static Replacement says(boolean answer) {
        return says(answer ? 1 : 0);
    }

    /** Says {@code number}, whatever is the case. */
    static Replacement says(int number) {
        return new Replacement(
                (code, _) -> code.loadConstant(number).ireturn(),
                (code, _, guard) ->
                        note(code.dup().loadConstant(number), guard, ConstantDescs.CD_int, ConstantDescs.CD_int));
    }

    /** Does nothing. */
    static Replacement doesNothing() {
        return new Replacement((code, _) -> code.return_(), Replacement::always);
    }

    /** Gives its argument number {@code index} back, from 0. */
    static Replacement givesBack(int index) {
        return new Replacement(
                (code, _) -> code.aload(code.parameterSlot(index)).areturn(),
                (code, _, guard) -> note(
                        code.dup().aload(code.parameterSlot(index)),
                        guard,
                        ConstantDescs.CD_Object,
                        ConstantDescs.CD_Object));
    }

    /** Gives an empty {@link Optional}. */
    static Replacement givesNone() {
        var optional = type(Optional.class);
        return least(code -> code.invokestatic(optional, "empty", MethodTypeDesc.of(optional)));
    }

    /** Gives an empty list. */
    static Replacement givesNoneAtAll() {
        var list = type(List.class);
        return least(code -> code.invokestatic(list, "of", MethodTypeDesc.of(list), true));
    }

    /** Gives no time at all. */
    static Replacement givesNoTime() {
        var duration = type(Duration.class);
        return least(code -> code.getstatic(duration, "ZERO", duration));
    }

    /** Gives the epoch before all others. */
    static Replacement givesNoEpoch() {
        var epoch = ClassDesc.of("dev.leeward.steering.Epoch");
        return least(code -> code.getstatic(epoch, "NONE", epoch));
    }

    /** Lets {@code rule} hold, whatever is the case. */
    static Replacement holds(Rule rule) {
        var rules = ClassDesc.of("dev.leeward.decision.Rule");
        var check = ClassDesc.of("dev.leeward.decision.RuleCheck");
        return least(code -> code.getstatic(rules, rule.name(), rules)
                .ldc("switched off")
                .invokestatic(check, "holds", MethodTypeDesc.of(check, rules, ConstantDescs.CD_String)));
    }

    /** Says that the step is done. */
    static Replacement saysDone() {
        return least(Replacement::done);
    }

    /** Says that the step changed nothing, for certain. */
    static Replacement saysNotDone() {
        var notDone = ClassDesc.of("dev.leeward.runbook.StepResult$NotDone");
        var problem = ClassDesc.of("dev.leeward.fault.Problem");
        var fault = ClassDesc.of("dev.leeward.fault.FaultCode");
        return new Replacement(
                (code, _) -> code.new_(notDone)
                        .dup()
                        .getstatic(fault, "TIMED_OUT", fault)
                        .ldc("switched off")
                        .invokestatic(problem, "passing", MethodTypeDesc.of(problem, fault, ConstantDescs.CD_String))
                        .invokespecial(notDone, ConstantDescs.INIT_NAME, taking(problem))
                        .areturn(),
                Replacement::always);
    }

    /** Ends the attempt, and says that the step is done. */
    static Replacement isOverAndDone() {
        var over = ClassDesc.of("dev.leeward.control.StepCall$Over");
        var result = ClassDesc.of("dev.leeward.runbook.StepResult");
        return new Replacement(
                (code, _) -> done(code.new_(over).dup())
                        .invokespecial(over, ConstantDescs.INIT_NAME, taking(result))
                        .areturn(),
                Replacement::always);
    }

    /** Does what the static method {@code other} of the same class does, which takes the same. */
    static Replacement does(String other) {
        return new Replacement(
                (code, method) -> {
                    var owner = method.parent().orElseThrow().thisClass().asSymbol();
                    var taking = method.methodTypeSymbol();
                    for (int i = 0; i < taking.parameterCount(); i++) {
                        code.loadLocal(TypeKind.from(taking.parameterType(i)), code.parameterSlot(i));
                    }
                    code.invokestatic(owner, other, taking).areturn();
                },
                Replacement::always);
    }

    /** One that gives {@code value}, than which there is nothing less. */
    private static Replacement least(UnaryOperator<CodeBuilder> value) {
        return new Replacement(
                (code, _) -> value.apply(code).areturn(),
                (code, _, guard) -> note(code.dup(), guard, ConstantDescs.CD_Object));
    }

    private static void always(CodeBuilder code, MethodModel method, int guard) {
        note(code, guard);
    }

    private static void note(CodeBuilder code, int guard, ClassDesc... first) {
        var taking = MethodTypeDesc.of(ConstantDescs.CD_void, first)
                .insertParameterTypes(first.length, ConstantDescs.CD_int);
        code.loadConstant(guard).invokestatic(BITES, "note", taking);
    }

    private static CodeBuilder done(CodeBuilder code) {
        var done = ClassDesc.of("dev.leeward.runbook.StepResult$Done");
        return code.new_(done)
                .dup()
                .ldc("switched off")
                .invokespecial(done, ConstantDescs.INIT_NAME, taking(ConstantDescs.CD_String));
    }

    private static MethodTypeDesc taking(ClassDesc only) {
        return MethodTypeDesc.of(ConstantDescs.CD_void, only);
    }

    private static ClassDesc type(Class<?> known) {
        return known.describeConstable().orElseThrow();
    }
}
