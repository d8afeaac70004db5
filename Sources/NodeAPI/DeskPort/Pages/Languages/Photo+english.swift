extension Catalogue {
    static let englishPhoto: @Sendable (PhotoText) -> String = { text in
        switch text {
        case .heading: "Photo of a code, or of the product"
        case .hint:
            "JPEG or PNG, of the code alone, sharp and whole; without a code, reported pictures like it are looked for. It is read on this node and not kept."
        case .button: "Read the photo"
        case .off: "This node reads no photos; type the code, or use a scanner."
        case .unreadHeading: "The photo was not read"
        case .noCodeHeading: "No code was found in the photo"
        case .lookedAlike:
            "So no number was checked. Below stands what was reported that looks like the photo; that nothing was makes no product genuine. For a check, hold the camera straight and near, with the code sharp and whole."
        case .nothingSent: "Choose or take a photo first."
        case .format: "A photo here is JPEG or PNG."
        case .broken: "The photo's file is broken."
        case .tooLarge: "The photo is too large; take it nearer, or with less resolution."
        case .noCode:
            "No code was found in it: hold the camera straight and near, with the code sharp and whole."
        case .unread: "It could not be read in time; take a smaller one of the code alone."
        case .busy: "Other photos are being read; send it again in a moment."
        }
    }
}
