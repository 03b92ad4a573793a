package dev.microsandbox.camel.logs.examples.s3;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store that keeps silent about one put: the object is there, and the application does not know. So it can be killed just between
 * put and commit.
 *
 * <p>Any thread.
 */
final class HeldStore extends ForwardingBlobStore {
    private static final int LIMIT_SECONDS = 120;

    private String beginning;
    private int puts;
    private String heldKey;
    private volatile CountDownLatch held = new CountDownLatch(1);
    /** Written under the lock; read by the server's threads. */
    private volatile CountDownLatch released = new CountDownLatch(1);

    HeldStore(BlobStore store) {
        super(store);
    }

    /** The answer to the {@code puts}-th put from now on whose key begins like that is held back. */
    synchronized void hold(String beginning, int puts) {
        this.beginning = beginning;
        this.puts = puts;
        held = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    /** Waits until it is; gives the key of what was put. */
    String awaitHeld() throws InterruptedException {
        if (!held.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no such put");
        }
        synchronized (this) {
            return heldKey;
        }
    }

    /** What is held back is answered, and nothing more is held. */
    synchronized void release() {
        beginning = null;
        released.countDown();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream data) {
        PutObjectResponse response = super.putBlob(request, data);
        if (isHeld(request.key())) {
            held.countDown();
            try {
                released.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the server stops
            }
        }
        return response;
    }

    private synchronized boolean isHeld(String key) {
        if (beginning == null || !key.startsWith(beginning) || --puts > 0) {
            return false;
        }
        beginning = null;
        heldKey = key;
        return true;
    }
}
