package dev.microsandbox.camel.logs;

/** What a tail needs of its consumer. */
interface TailOwner {
    /** Whether exchanges may be dispatched. */
    boolean mayDispatch();

    /** Sends an exchange on its way; the delivery is told when it has ended. */
    void dispatch(Delivery delivery);

    /** A tail waits for its worker's time: somebody else may have to keep its files. Any thread. */
    void waits(SandboxTail tail);

    /** It has it. */
    void served(SandboxTail tail);

    /** The operating system opens no more files. Any thread. */
    void shortOfHandles();

    /** An error outside an exchange, for the exception handler. */
    void failed(String message, Exception cause);

    /** An exchange was given up, for the exception handler. */
    void gaveUp(String message, Failure failure);

    /** Stops the route. */
    void stopRoute(Exception cause);

    /** Everything was given and is done, and nothing will come. */
    void finished(SandboxTail tail);
}
