/// The limits of a connection, the same on both ports, in one place so that tests can shorten the
/// clocks.
package struct ConnectionLimits: Sendable {
    /// From the TCP connection to the end of the handshake, whether or not anything is sent.
    package var handshake: Duration = .seconds(10)
    /// From the head of a request to the last byte of its answer in the socket; a long poll has its
    /// wait on top.
    package var request: Duration = .seconds(60)
    /// Between the end of an answer and the whole head of the next request.
    package var idle: Duration = .seconds(75)
    /// How long a connection that is being closed after an error is still read, so that the
    /// explanation is not lost to a TCP reset.
    package var linger: Duration = .seconds(2)
    /// Names and values of all header fields, with the path.
    package var headerListBytesMax = 16 * 1024
    package var headerFieldsMax = 64
    package var bodyBytesMax = 1024 * 1024
    /// Of one member; on the desk port also of one address without an alliance certificate.
    package var connectionsPerMemberMax = 64
    /// All connections; more wait in the accept queue.
    package var connectionsMax = 1024

    package init() {}
}
