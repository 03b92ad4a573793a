import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes one jar serve Camel 4.14 and later ones. EndpointUriFactory has a method {@code Set multiValuePrefixes()} in 4.14, which became
 * {@code Map multiValuePrefixes()}: a class that Camel's plugin has generated for the one has no such method in the other, and a route in
 * YAML ends in an AbstractMethodError. In Java a class cannot have both, in a class file it can. So the second one is added to the generated
 * class; it calls MultiValuePrefixes.byOption().
 *
 * <p>Run by the build, as a single file, with asm on the class path and the directory of classes as argument. Twice is harmless.
 */
public final class AddLaterMethod {
    private static final String PACKAGE = "dev/microsandbox/camel/logs/";
    private static final String NAME = "multiValuePrefixes";
    private static final String DESCRIPTOR = "()Ljava/util/Map;";

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0], PACKAGE + "MsbLogsEndpointUriFactory.class");
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        ClassWriter writer = new ClassWriter(reader, 0);
        Adder adder = new Adder(writer);
        reader.accept(adder, 0);
        if (!adder.isThere) {
            Files.write(file, writer.toByteArray());
        }
    }

    private static final class Adder extends ClassVisitor {
        private boolean isThere;

        Adder(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
            isThere |= name.equals(NAME) && descriptor.equals(DESCRIPTOR);
            return super.visitMethod(access, name, descriptor, signature, thrown);
        }

        @Override
        public void visitEnd() {
            if (!isThere) {
                MethodVisitor method = super.visitMethod(
                        Opcodes.ACC_PUBLIC,
                        NAME,
                        DESCRIPTOR,
                        "()Ljava/util/Map<Ljava/lang/String;Ljava/lang/String;>;",
                        null);
                method.visitCode();
                method.visitMethodInsn(
                        Opcodes.INVOKESTATIC, PACKAGE + "MultiValuePrefixes", "byOption", DESCRIPTOR, false);
                method.visitInsn(Opcodes.ARETURN);
                method.visitMaxs(1, 1);
                method.visitEnd();
            }
            super.visitEnd();
        }
    }
}
