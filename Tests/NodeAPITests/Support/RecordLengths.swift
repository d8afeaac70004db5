import NIOCore
import Synchronization

/// The lengths of the TLS records that come in, with their five bytes of header, which are in clear.
final class RecordLengths: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let state = Mutex<(lengths: [Int], bytes: [UInt8])>(([], []))

    /// All since the connection began, or since they were last taken.
    func take() -> [Int] {
        state.withLock { state in
            defer { state.lengths = [] }
            return state.lengths
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        state.withLock { state in
            state.bytes += bytes
            while state.bytes.count >= 5 {
                let length = 5 + Int(state.bytes[3]) << 8 + Int(state.bytes[4])
                guard state.bytes.count >= length else { break }
                state.lengths.append(length)
                state.bytes.removeFirst(length)
            }
        }
        context.fireChannelRead(data)
    }
}
