extension Catalogue {
    static let englishImage: @Sendable (ImageText) -> String = { text in
        switch text {
        case .heading: "Search by image"
        case .lead:
            "Finds reported images that look the same, also smaller, recoloured a little, turned or mirrored."
        case .field: "Image"
        case .hint:
            "JPEG, PNG or WebP, up to 8 MiB. It is looked at on this node, shared with nobody and not kept."
        case .button: "Search with the image"
        case .off:
            "This node has no decoder for such images. A hash can be looked for; 'touchstone validate' says what to install."
        case .hashField: "PDQ hash, if you have one"
        case .hashButton: "Search with the hash"
        case .unreadHeading: "The image was not read"
        case .nothingSent: "Choose an image first."
        case .noHash: "A hash has 64 hexadecimal digits."
        case .format: "An image here is JPEG, PNG or WebP."
        case .broken: "The image's file is broken."
        case .animated: "The image moves; send one picture of it."
        case .tooLarge: "The image is too large; send it with less resolution."
        case .tooSmall: "The image is too small to be told from others."
        case .unread: "It could not be decoded within the limits; send a smaller one."
        case .busy: "Other images are being looked at; send it again in a moment."
        case .found: "Reported images that look the same"
        case .none: "No image that was reported looks like this one."
        case .caption: "Reported images, the nearest first"
        case .cut: "There are more; these are the nearest."
        case .hash: "Hash (PDQ)"
        case .hashInFrame: "Hash without its frame (used for a report)"
        case .quality: "Content"
        case .dull:
            "There is little in this image, so that others look like it by chance. Look at every hit yourself."
        case .headDistance: "Bits apart"
        case .headTurn: "Laid down"
        case .report: "Report this image"
        case .follow: "Follow this image"
        case .asSent: "as sent"
        case .rotated: "turned"
        case .mirrored: "mirrored"
        }
    }
}
