package import ImageRecognition
package import MergedView
package import Statements

/// One search for an image: its hash, or those of it turned, and how far others may be.
package struct ImageQuery: Sendable {
    package struct Asked: Hashable, Sendable {
        package let turn: ImageTurn
        package let hash: PDQHash

        package init(turn: ImageTurn, hash: PDQHash) {
            self.turn = turn
            self.hash = hash
        }
    }

    /// What is looked up in the view, the nearest first.
    package static let lookedUpMax = 500
    package static let hitsMax = 100
    package static let distances = 0...PDQIndex.distanceMax

    package let asked: [Asked]
    package let distance: Int
    /// Of the picture within the image's frame.
    package let hashInFrame: PDQHash?
    /// The one that a report of the image has, and that is followed.
    package var reported: PDQHash { hashInFrame ?? hash }

    /// Of a hash alone nothing can be turned.
    package init(_ hash: PDQHash, within distance: Int = PDQHash.distanceOfTheSame) {
        asked = [Asked(turn: .original, hash: hash)]
        hashInFrame = nil
        self.distance = distance
    }

    /// Of an image, however it is laid down, and of the picture within its frame.
    package init(_ likeness: ImageLikeness, within distance: Int = PDQHash.distanceOfTheSame) {
        asked = likeness.asked.map { Asked(turn: $0.turn, hash: $0.hash) }
        hashInFrame = likeness.hashInFrame
        self.distance = distance
    }

    var hash: PDQHash { asked[0].hash }

    /// What the asker may know of what is near.
    func found(
        in images: any ImageSearching, by reading: any ConsoleReading
    ) async throws -> ImageHits {
        let near = try await images.near(asked, within: distance)
        let lookedUp = near.prefix(Self.lookedUpMax)
        let states = try await reading.known(try lookedUp.map { try $0.indicator })
        let hits = zip(lookedUp, states).compactMap { near, state in
            state.map { ImageHits.Hit(near: near, state: $0) }
        }
        return ImageHits(
            hits: Array(hits.prefix(Self.hitsMax)),
            isCut: hits.count > Self.hitsMax || near.count > Self.lookedUpMax)
    }
}

/// Reported images near one.
package struct ImageHits: Sendable {
    package struct Hit: Sendable {
        package let near: NearImage
        package let state: IndicatorState
    }

    /// The nearest first.
    package let hits: [Hit]
    /// There may be more.
    package let isCut: Bool
}

extension NearImage {
    package var indicator: Indicator {
        get throws { try Indicator(.imagePDQ, parsing: hash.description) }
    }
}
