package dev.microsandbox.camel.logs.examples.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store that keeps one put: its answer, so that the object is there and the application does not know, and can be killed just between
 * put and commit; or the put itself, which is so written after later ones.
 *
 * <p>Any thread.
 */
final class HeldStore extends ForwardingBlobStore {
    private static final int LIMIT_SECONDS = 120;

    private String beginning;
    private int puts;
    private boolean unwritten;
    private String heldKey;
    private volatile CountDownLatch held = new CountDownLatch(1);
    /** Written under the lock; read by the server's threads. */
    private volatile CountDownLatch released = new CountDownLatch(1);

    private volatile CountDownLatch settled = new CountDownLatch(1);

    HeldStore(BlobStore store) {
        super(store);
    }

    /** The answer to the {@code puts}-th put from now on whose key begins like that, and which is not refused, is held back. */
    void hold(String beginning, int puts) {
        hold(beginning, puts, false);
    }

    /** The put itself is held back: everything has arrived, and nothing is written before {@link #release}. */
    void holdUnwritten(String beginning, int puts) {
        hold(beginning, puts, true);
    }

    private synchronized void hold(String beginning, int puts, boolean unwritten) {
        this.beginning = beginning;
        this.puts = puts;
        this.unwritten = unwritten;
        held = new CountDownLatch(1);
        released = new CountDownLatch(1);
        settled = new CountDownLatch(1);
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

    /** Waits until the put that was held back has been written, or refused. */
    void awaitSettled() throws InterruptedException {
        if (!settled.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the put that was held back does not end");
        }
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream data) {
        boolean refused = request.ifNoneMatch() != null && eTag(request) != null;
        if (refused || !isHeld(request.key())) {
            return super.putBlob(request, data);
        }
        CountDownLatch end = settled;
        try {
            if (!unwritten) {
                PutObjectResponse response = super.putBlob(request, data);
                keep();
                return response;
            }
            InputStream arrived = new ByteArrayInputStream(data.readAllBytes());
            keep();
            String there = eTag(request);
            if (request.ifMatch() != null && !request.ifMatch().equals(there)) {
                throw new S3ProxyException(
                        S3ErrorCode.PRECONDITION_FAILED); // S3 looks when it writes, this server before
            }
            return super.putBlob(request, arrived);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end.countDown();
        }
    }

    private String eTag(PutObjectRequest request) {
        HeadObjectResponse there = blobMetadataIfPresent(request.bucket(), request.key());
        return there == null ? null : there.eTag();
    }

    private void keep() {
        CountDownLatch release = released;
        held.countDown();
        try {
            release.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        }
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
