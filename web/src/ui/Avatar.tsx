import MuiAvatar from "@mui/material/Avatar";

interface AvatarProps {
  person: { userId: string; firstName: string; lastName: string; profilePictureUrl?: string };
  size?: number;
}

const initial = (name: string) => [...name.trim()][0]?.toUpperCase() ?? "";

/** A hue that stays with the person. */
function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return sum;
}

/** The smaller of the two pictures that the server makes; the contract names their endings. */
const smaller = (url: string) => url.replace(/-512\.webp$/, "-96.webp");

/** Somebody's picture or initials. Their name stands beside it, so it says nothing itself. */
export function Avatar({ person, size = 44 }: AvatarProps) {
  const url = person.profilePictureUrl;
  return (
    <MuiAvatar
      {...(url && { src: size <= 48 ? smaller(url) : url })}
      alt=""
      aria-hidden
      sx={{
        width: size,
        height: size,
        fontSize: size * 0.38,
        fontWeight: 600,
        color: "#ffffff",
        // As light as white letters need it, whatever the hue.
        bgcolor: `oklch(0.45 0.085 ${hueOf(person.userId)})`,
      }}
    >
      {initial(person.firstName) + initial(person.lastName)}
    </MuiAvatar>
  );
}
