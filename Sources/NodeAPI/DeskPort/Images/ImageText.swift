import ImageRecognition

/// The texts of the search for an image. What they say in a language stands in that language's file in
/// `Languages`.
package enum ImageText: Hashable, CaseIterable, Sendable {
    case heading, lead, field, hint, button, off, hashField, hashButton, unreadHeading
    case nothingSent, noHash, format, broken, animated, tooLarge, tooSmall, unread, busy
    case found, none, caption, cut, hash, hashInFrame, quality, dull, headDistance, headTurn,
        report,
        follow
    case asSent, rotated, mirrored

    /// What is said of an image that was refused; nil for what has nothing to do with it.
    package init?(refused keyword: String) {
        switch keyword {
        case "image-missing": self = .nothingSent
        case "image-hash": self = .noHash
        case "image-format": self = .format
        case "image-broken": self = .broken
        case "image-animated": self = .animated
        case "image-too-large": self = .tooLarge
        case "image-too-small": self = .tooSmall
        case "image-unread": self = .unread
        case "images-off": self = .off
        case "busy": self = .busy
        default: return nil
        }
    }

    init(_ turn: ImageTurn) {
        switch turn {
        case .original: self = .asSent
        case .rotated90, .rotated180, .rotated270: self = .rotated
        case .flippedVertically, .flippedHorizontally, .transposed, .transversed: self = .mirrored
        }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.image(self)
    }
}
