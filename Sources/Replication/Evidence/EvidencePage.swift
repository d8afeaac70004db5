package import AllianceNames

/// As much evidence as fits one answer, in the order in which the store took it.
package struct EvidencePage: Equatable, Sendable {
    /// Pieces on one page.
    package static let piecesMax = 1_000
    /// Text on one page, in bytes, unless a single piece is longer. As JSON it is less than twice as
    /// long, so that `PeerResource.evidenceBytesMax` holds it.
    package static let textBytesMax = 3 * 1024 * 1024

    package let pieces: [EvidenceRecord]
    /// Up to where the store was looked at: what comes next begins behind.
    package let end: UInt64

    package init(pieces: [EvidenceRecord], end: UInt64) {
        self.pieces = pieces
        self.end = end
    }
}

extension LogStore {
    /// The next page behind a number for somebody who reads these channels, or has read them; without pieces when there is
    /// nothing more.
    package func evidencePage(
        after number: UInt64, readableIn channels: Set<ChannelID>
    ) throws -> EvidencePage {
        var pieces: [EvidenceRecord] = []
        var bytes = 0
        var end = number
        while true {
            let next = try evidence(after: end, limit: EvidencePage.piecesMax)
            if next.isEmpty { return EvidencePage(pieces: pieces, end: end) }
            for piece in next {
                if piece.record.isFor(readersOf: channels) {
                    let byteCount = piece.record.text.utf8.count
                    guard
                        pieces.isEmpty
                            || pieces.count < EvidencePage.piecesMax
                                && bytes + byteCount <= EvidencePage.textBytesMax
                    else { return EvidencePage(pieces: pieces, end: end) }
                    pieces.append(piece.record)
                    bytes += byteCount
                }
                end = piece.number
            }
        }
    }
}
