/// The limits of a connection, the same on both ports, in one place so that tests can shorten the
/// clocks.
package struct ConnectionLimits: Sendable {
    /// From the TCP connection to its first byte. One that says nothing costs a few KiB, and one too many
    /// ends the oldest; to end it sooner, so that it comes again, costs more.
    package var silence: Duration = .seconds(60)
    /// From the first byte to the end of the handshake.
    package var handshake: Duration = .seconds(10)
    /// From the head of a request to the last byte of its answer in the socket; a long poll has its
    /// wait on top.
    package var request: Duration = .seconds(60)
    /// From the head to the end of a body that is handed on as it comes; each piece of it has `request`.
    package var stream: Duration = .seconds(1_800)
    /// Between the end of an answer and the whole head of the next request.
    package var idle: Duration = .seconds(75)
    /// How long a connection that is being closed after an error is still read, so that the
    /// explanation is not lost to a TCP reset.
    package var linger: Duration = .seconds(2)
    /// Names and values of all header fields, with the path.
    package var headerListBytesMax = 16 * 1024
    package var headerFieldsMax = 64
    package var bodyBytesMax = 1024 * 1024
    /// What of an answer is handed to TLS at a time: TLS keeps a buffer for it, rounded up to 16 KiB
    /// here, for as long as the connection lasts.
    package var pieceBytes = 15 * 1024
    /// The first piece of a connection: TLS writes its session tickets with it, which hold the other
    /// side's certificates. With a whole piece its buffer would become 32 KiB, for good.
    package var firstPieceBytes = 8 * 1024
    /// Of one member; on the desk port also of one address without an alliance certificate.
    package var connectionsPerMemberMax = 64
    /// Of one member, as above: what it has asked for and not taken from the socket, in answers that are
    /// longer than a piece. A first one is always given, however long.
    package var unreadBytesPerMemberMax = 64 * 1024 * 1024
    /// Of all together. Beyond it whoever has taken none of its long answers yet gets no second one.
    package var unreadBytesMax = 128 * 1024 * 1024
    /// All connections that have a place, which they get after the handshake.
    package var connectionsMax = 4_096
    /// Connections up to which a member gets one of the last places.
    package var reservedPerMember = 4
    /// Connections whose first TLS record is not there yet; one more ends the oldest.
    package var arrivalsMax = 10_240
    /// Of one address (IPv6: /64); one more ends its own oldest.
    package var arrivalsPerAddressMax = 1_024
    /// Connections in the handshake, and those that are told that there is no place for them; one more
    /// ends the oldest.
    package var handshakesMax = 1_024
    package var handshakesPerAddressMax = 256

    package init() {}

    /// Of `connectionsMax`, kept for members that have fewer than `reservedPerMember`.
    package var reservedPlaces: Int { connectionsMax / 4 }
    /// On the desk port: connections of all who are no members.
    package var strangersMax: Int { connectionsMax / 2 }

    /// Files that a node has open beside the connections of its ports.
    package static let otherDescriptors = 512

    /// The limits of each of a node's ports, smaller where the system would not give it a socket for
    /// every connection: then somebody's silent connections would be in the way of the databases too.
    ///
    /// - Parameter descriptors: what the process may have open.
    package init(descriptors: Int, ports: Int) { fit(descriptors: descriptors, ports: ports) }

    /// Makes them smaller where the system gives fewer sockets.
    package mutating func fit(descriptors: Int, ports: Int) {
        let sockets = max(64, (descriptors - Self.otherDescriptors) / max(1, ports))
        let wanted = arrivalsMax + handshakesMax + connectionsMax
        guard sockets < wanted else { return }
        arrivalsMax = arrivalsMax * sockets / wanted
        handshakesMax = handshakesMax * sockets / wanted
        connectionsMax = connectionsMax * sockets / wanted
        arrivalsPerAddressMax = min(arrivalsPerAddressMax, max(1, arrivalsMax / 4))
        handshakesPerAddressMax = min(handshakesPerAddressMax, max(1, handshakesMax / 4))
    }
}
