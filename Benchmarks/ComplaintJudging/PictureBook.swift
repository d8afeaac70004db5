import ComplaintEvents
import ImageRecognition

/// Pictures of listings that people found counterfeit.
struct PictureBook {
    private var known = PDQIndex()

    func isKnown(_ images: [ImageHash]) -> Bool {
        images.contains {
            !known.matches(of: PDQHash($0), within: PDQHash.distanceOfTheSame).isEmpty
        }
    }

    /// - Parameter official: the owner's own, which honest shops use as well.
    mutating func add(_ images: [ImageHash], but official: [ImageHash]) {
        for image in images where !Self.isAny(of: official, like: image) {
            known.insert(PDQHash(image))
        }
    }

    static func isAny(of others: [ImageHash], like image: ImageHash) -> Bool {
        others.contains { $0.distance(to: image) <= PDQHash.distanceOfTheSame }
    }
}

extension PDQHash {
    fileprivate init(_ hash: ImageHash) {
        self.init(words: [hash.words[0], hash.words[1], hash.words[2], hash.words[3]])
    }
}
