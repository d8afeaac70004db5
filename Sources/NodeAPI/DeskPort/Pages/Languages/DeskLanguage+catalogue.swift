extension DeskLanguage {
    package var catalogue: Catalogue {
        switch self {
        case .english: .english
        case .chinese: .chinese
        }
    }

    /// As `lang` and `Content-Language` have it.
    package var tag: String { catalogue.tag }
}
