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

/** What the method of a guard does instead, once the guard is switched off. */
@FunctionalInterface
interface Replacement {
    /** Writes the new body of {@code method}. */
    void write(CodeBuilder code, MethodModel method);

    /** Says {@code answer}, whatever is the case. */
    static Replacement says(boolean answer) {
        return (code, _) -> code.loadConstant(answer ? 1 : 0).ireturn();
    }

    /** Says {@code number}, whatever is the case. */
    static Replacement says(int number) {
        return (code, _) -> code.loadConstant(number).ireturn();
    }

    /** Does nothing. */
    static Replacement doesNothing() {
        return (code, _) -> code.return_();
    }

    /** Gives its argument number {@code index} back, from 0. */
    static Replacement givesBack(int index) {
        return (code, method) -> {
            var kind = TypeKind.from(method.methodTypeSymbol().returnType());
            code.loadLocal(kind, code.parameterSlot(index)).return_(kind);
        };
    }

    /** Gives an empty {@link Optional}. */
    static Replacement givesNone() {
        var optional = type(Optional.class);
        return (code, _) -> code.invokestatic(optional, "empty", MethodTypeDesc.of(optional))
                .areturn();
    }

    /** Gives an empty list. */
    static Replacement givesNoneAtAll() {
        var list = type(List.class);
        return (code, _) ->
                code.invokestatic(list, "of", MethodTypeDesc.of(list), true).areturn();
    }

    /** Gives no time at all. */
    static Replacement givesNoTime() {
        var duration = type(Duration.class);
        return (code, _) -> code.getstatic(duration, "ZERO", duration).areturn();
    }

    /** Gives the epoch before all others. */
    static Replacement givesNoEpoch() {
        var epoch = ClassDesc.of("dev.leeward.steering.Epoch");
        return (code, _) -> code.getstatic(epoch, "NONE", epoch).areturn();
    }

    /** Lets {@code rule} hold, whatever is the case. */
    static Replacement holds(Rule rule) {
        var rules = ClassDesc.of("dev.leeward.decision.Rule");
        var check = ClassDesc.of("dev.leeward.decision.RuleCheck");
        return (code, _) -> code.getstatic(rules, rule.name(), rules)
                .ldc("switched off")
                .invokestatic(check, "holds", MethodTypeDesc.of(check, rules, ConstantDescs.CD_String))
                .areturn();
    }

    /** Says that the step is done. */
    static Replacement saysDone() {
        return (code, _) -> done(code).areturn();
    }

    /** Says that the step changed nothing, for certain. */
    static Replacement saysNotDone() {
        var notDone = ClassDesc.of("dev.leeward.runbook.StepResult$NotDone");
        var problem = ClassDesc.of("dev.leeward.fault.Problem");
        var fault = ClassDesc.of("dev.leeward.fault.FaultCode");
        return (code, _) -> code.new_(notDone)
                .dup()
                .getstatic(fault, "TIMED_OUT", fault)
                .ldc("switched off")
                .invokestatic(problem, "passing", MethodTypeDesc.of(problem, fault, ConstantDescs.CD_String))
                .invokespecial(notDone, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, problem))
                .areturn();
    }

    /** Ends the attempt, and says that the step is done. */
    static Replacement isOverAndDone() {
        var over = ClassDesc.of("dev.leeward.control.StepCall$Over");
        var result = ClassDesc.of("dev.leeward.runbook.StepResult");
        return (code, _) -> {
            code.new_(over).dup();
            done(code).invokespecial(over, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, result));
            code.areturn();
        };
    }

    /** Does what the static method {@code other} of the same class does, which takes the same. */
    static Replacement does(String other) {
        return (code, method) -> {
            var owner = method.parent().orElseThrow().thisClass().asSymbol();
            var taking = method.methodTypeSymbol();
            for (int i = 0; i < taking.parameterCount(); i++) {
                code.loadLocal(TypeKind.from(taking.parameterType(i)), code.parameterSlot(i));
            }
            code.invokestatic(owner, other, taking).return_(TypeKind.from(taking.returnType()));
        };
    }

    private static CodeBuilder done(CodeBuilder code) {
        var done = ClassDesc.of("dev.leeward.runbook.StepResult$Done");
        return code.new_(done)
                .dup()
                .ldc("switched off")
                .invokespecial(
                        done,
                        ConstantDescs.INIT_NAME,
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
    }

    private static ClassDesc type(Class<?> known) {
        return known.describeConstable().orElseThrow();
    }
}
