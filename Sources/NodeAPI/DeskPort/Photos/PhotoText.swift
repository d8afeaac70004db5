/// The texts of checking a product by a photo of its code. What they say in a language stands in that language's
/// file in `Languages`.
package enum PhotoText: Hashable, CaseIterable, Sendable {
    case heading, hint, button, off, unreadHeading, noCodeHeading, lookedAlike
    case nothingSent, format, broken, tooLarge, noCode, unread, busy

    /// What is said of a photo that was refused; nil for what has nothing to do with it.
    package init?(refused keyword: String) {
        switch keyword {
        case "photo-missing": self = .nothingSent
        case "photo-format": self = .format
        case "photo-broken": self = .broken
        case "photo-too-large": self = .tooLarge
        case "photo-no-code": self = .noCode
        case "photo-unread": self = .unread
        case "busy": self = .busy
        case "photos-off": self = .off
        default: return nil
        }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.photo(self)
    }
}
