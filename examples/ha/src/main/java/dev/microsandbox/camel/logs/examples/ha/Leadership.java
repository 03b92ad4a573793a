package dev.microsandbox.camel.logs.examples.ha;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.cluster.FileLockClusterService;

/** Who leads: the process that has the lock on a file, which the operating system frees when the process dies, however it dies. */
public final class Leadership implements CamelConfiguration {
    private static final int SILENT_LOOKS = 3;

    /** For Camel. */
    public Leadership() {}

    @Override
    public void configure(CamelContext context) throws Exception {
        long look = Long.parseLong(context.resolvePropertyPlaceholders("{{ha.look}}"));
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(context.resolvePropertyPlaceholders("{{ha.dir}}/cluster"));
        cluster.setAcquireLockDelay(look, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(look, TimeUnit.MILLISECONDS);
        cluster.setHeartbeatTimeoutMultiplier(SILENT_LOOKS);
        context.addService(cluster);
    }
}
