import NIOCore

/// A body that is handed on as it comes, as its connection sees it.
struct StreamedBody {
    let stream: RequestStream
    let bytesMax: Int
    var bytesLeft: Int
    /// It must be there, whole.
    let until: NIODeadline
}
