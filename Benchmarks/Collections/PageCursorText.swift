import NIOCore

/// The little that a client that pages has to read of an answer, wherever the server writes it.
enum PageCursorText {
    private static let name = Array("\"next\"".utf8)
    /// Bytes at either end of a body among which `next` stands.
    private static let reach = 512

    /// What the next request has to name; nil on the last page.
    static func next(in answer: ByteBuffer) -> String? {
        let view = answer.readableBytesView
        return text(in: Array(view.suffix(reach))) ?? text(in: body(Array(view.prefix(4 * reach))))
    }

    private static func body(_ bytes: [UInt8]) -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        guard
            let start = (0..<max(0, bytes.count - 3)).first(where: {
                bytes[$0..<$0 + 4].elementsEqual(end)
            })
        else { return [] }
        return Array(bytes[(start + 4)...].prefix(reach))
    }

    private static func text(in bytes: [UInt8]) -> String? {
        guard bytes.count > name.count,
            let start = (0..<bytes.count - name.count).first(where: {
                bytes[$0..<$0 + name.count].elementsEqual(name)
            })
        else { return nil }
        let quote = UInt8(ascii: "\"")
        let value = bytes[(start + name.count)...].drop { $0 != quote }.dropFirst()
        guard let end = value.firstIndex(of: quote) else { return nil }
        return String(decoding: value[..<end], as: UTF8.self)
    }

    /// Objects that were posted, among those of an answer.
    static func indicators(in answer: ByteBuffer) -> Int {
        let mark = Array("'posted-".utf8)
        return answer.withUnsafeReadableBytes { bytes in
            var (count, position) = (0, 0)
            while position + mark.count <= bytes.count {
                if bytes[position] == mark[0],
                    bytes[position..<position + mark.count].elementsEqual(mark)
                {
                    count += 1
                    position += mark.count
                } else {
                    position += 1
                }
            }
            return count
        }
    }
}
