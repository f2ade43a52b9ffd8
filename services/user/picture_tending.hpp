#pragma once

#include "services/user/users.hpp"

/// The single steps of PictureWorker.
namespace dailygrind::user {

/// An upload that began before its URL expired has ended by then, however slow it was.
inline constexpr std::chrono::hours upload_grace{1};

/// Whether no URL that was given out can bring anything any more.
bool is_over(const PictureRecord& record, Instant now);

/// Writes the next state alone; false where somebody else was quicker.
Task<bool> change_picture(Users& users, const UserId& user, const PictureRecord& before,
                          const PictureRecord& after);

/// What was put under that id.
Task<> remove_picture(PicturePlaces& places, const UserId& user, const std::string& picture);

/// Makes the portrait if the upload is there and nobody is at it. True where the record has
/// changed.
Task<bool> make_portrait(Users& users, const UserId& user, const PictureRecord& record);

}  // namespace dailygrind::user
