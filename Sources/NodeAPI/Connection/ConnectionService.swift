import NIOCore
import NIOHTTP1
import NIOSSL
import Peering

/// What becomes of a connection after its handshake.
enum Admission {
    /// It may stay for as long as it asks something now and then.
    case placed
    /// It is told with its first request, which must come soon, that there is no place for it.
    case refused
    /// It ends at once.
    case ended
}

/// What one port does with the requests of one connection. Deadlines, framing and writing are the
/// connection's part; who asks, what is answered and how a refusal looks is the service's.
///
/// All calls come on the connection's event loop and must not block. Each `answer` is followed, at
/// once or later, by exactly one `write` or `refuse` of the connection.
protocol ConnectionService: AnyObject {
    /// The handshake is done.
    ///
    /// - Parameter certificate: of the other side. A resumed session has it too, though no callback
    ///   of the handshake has seen it.
    func opened(
        _ connection: ServerConnection, with certificate: NIOSSLCertificate?
    ) -> Admission

    /// The connection is gone; called once, whether or not it was opened.
    func closed()

    /// Judges the head of a request before its body arrives. What is thrown is answered at once and
    /// ends the connection.
    ///
    /// - Returns: whether a body is taken.
    func takesBody(_ head: HTTPRequestHead, hasBody: Bool) throws(PeerProblem) -> Bool

    /// Most bytes of a body that is handed on as it comes; nil for one that is taken whole.
    func streamedBytesMax(_ head: HTTPRequestHead) -> Int?

    /// The head is there, and its body is judged; it comes from now on.
    func answer(_ head: HTTPRequestHead, streaming body: RequestStream)

    /// The request is there, whole.
    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer)

    /// The time given with `park` is over.
    func parkingEnded()

    /// A long answer is about to go out. False where whoever asks leaves too much unread already; it is
    /// then refused. Each true is followed by exactly one `taken`.
    func give(_ byteCount: Int) -> Bool

    /// It is in the socket, or the connection is gone: before `closed`.
    func taken(_ byteCount: Int)

    /// The form in which this port refuses.
    func form(_ problem: PeerProblem) -> ServerAnswer

    /// Whether connections end with their present answer.
    var isDraining: Bool { get }
}

/// A port that takes all bodies whole.
extension ConnectionService {
    func streamedBytesMax(_ head: HTTPRequestHead) -> Int? { nil }

    func answer(_ head: HTTPRequestHead, streaming body: RequestStream) {
        preconditionFailure("nothing is streamed here")
    }
}
