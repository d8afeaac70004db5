import ComplaintEvents
import ComplaintScoring

/// What has become of a complaint that was not given back.
struct JudgedCase {
    enum Standing { case inReview, down, up }

    struct Item {
        let seller: Int
        let images: [ImageHash]
        let official: [ImageHash]
        var standing: Standing
        var isByPerson = false
        /// A seller has answered, and nobody has decided of it yet.
        var isContested = false
    }

    let complaint: Complaint
    let filedAt: Int
    var items: [Int: Item] = [:]
}
