import NIOCore

/// Where an HTTP/1.1 answer ends, with as little work as a client can do.
enum AnswerLength {
    /// Bytes of head and body; nil until the head is there.
    static func of(_ buffer: ByteBuffer) -> Int? {
        let view = buffer.readableBytesView
        let name = Array("content-length: ".utf8)
        var (position, line, body) = (view.startIndex, view.startIndex, 0)
        while let end = view[position...].firstIndex(of: 0x0a) {
            let text = view[line..<end]
            if text.count <= 1 { return end + 1 - view.startIndex + body }
            if text.count > name.count,
                zip(text, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
            {
                body = text.dropFirst(name.count).reduce(0) { sum, digit in
                    (0x30...0x39).contains(digit) ? sum * 10 + Int(digit - 0x30) : sum
                }
            }
            (position, line) = (end + 1, end + 1)
        }
        return nil
    }
}
