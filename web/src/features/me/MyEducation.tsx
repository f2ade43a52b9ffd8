import { useTranslation } from "react-i18next";

import type { Education, EducationInput } from "@/api/types";
import { useDeleteEducation, useSaveEducation } from "@/data/profile";
import { stationOfEducation } from "@/parts/Career";

import { FormField } from "./FormField";
import { type Edited, MyCareer } from "./MyCareer";
import { StationDialog } from "./StationDialog";

type Values = Required<Omit<EducationInput, "educationId">>;

const valuesOf = (education?: Education): Values => ({
  institution: education?.institution ?? "",
  degree: education?.degree ?? "",
  fieldOfStudy: education?.fieldOfStudy ?? "",
  startDate: education?.startDate ?? "",
  endDate: education?.endDate ?? "",
  location: education?.location ?? "",
  description: education?.description ?? "",
});

export function MyEducation({ educations }: { educations: Education[] }) {
  const { t } = useTranslation("me");
  const { mutateAsync: save } = useSaveEducation();
  const { mutateAsync: remove } = useDeleteEducation();
  const dialog = ({ id, isNew }: Edited, open: boolean, close: () => void) => (
    <StationDialog<Values>
      title={t(isNew ? "education.add" : "education.edit")}
      open={open}
      onClose={close}
      values={valuesOf(educations.find((each) => each.educationId === id))}
      save={(input) => save({ id, isNew, input })}
      fields={(control) => (
        <>
          <FormField
            control={control}
            name="institution"
            label={t("education.institution")}
            most={200}
            required
            // It is what one came to write.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
          <FormField control={control} name="degree" label={t("education.degree")} most={200} />
          <FormField
            control={control}
            name="fieldOfStudy"
            label={t("education.field")}
            most={200}
          />
        </>
      )}
    />
  );
  return (
    <MyCareer
      title={t("education.heading")}
      empty={t("education.empty")}
      add={t("education.add")}
      stations={educations.map(stationOfEducation)}
      dialog={dialog}
      remove={remove}
    />
  );
}
